package app.countersign.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteFinderTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @Test
  void findsAQuoteWithItsPlaceInCodePoints() {
    QuoteFinder finder =
        QuoteFinder.in(DocumentText.of("\uD83D\uDE97 car\fGAP Charge: $895.00 ok"));

    Optional<Source> found = finder.find("Charge: $895.00");

    assertThat(found).contains(new Source(2, "Charge: $895.00", 10, 25, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the refund is daily", " the  refund is\tdaily ", "the\nrefund\r\nis daily",
        "the\u00A0refund\u2009is\u3000daily", "the refund is\fdaily", "the refund\u0085is daily"
      })
  void anyWhiteSpaceEqualsAnyOther(String quote) {
    String content = "So the refund\n\f is\u00A0daily.";

    Source source = QuoteFinder.in(DocumentText.of(content)).find(quote).orElseThrow();

    assertThat(source.quote()).isEqualTo("the refund\n\f is\u00A0daily");
    assertThat(source.page()).isEqualTo(1);
    assertThat(content.substring(source.startOffset(), source.endOffset()))
        .isEqualTo(source.quote());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00A0\f\n",
        "The refund",
        "refund isdaily",
        "re fund",
        "re\u00ADfund",
        "re\u200Bfund",
        "refund is daily and"
      })
  void nothingElseIsTheSame(String quote) {
    assertThat(QuoteFinder.in(DocumentText.of("the refund is daily")).find(quote)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "2,2,4", "3,3,8", "4,1,0", "0,1,0"})
  void aPageChoosesAmongSeveral(int wanted, int page, int start) {
    QuoteFinder finder = QuoteFinder.in(DocumentText.of("fee\ffee\ffee fee\fnone"));

    Source source = finder.find("fee", wanted).orElseThrow();

    assertThat(source.page()).isEqualTo(page);
    assertThat(source.startOffset()).isEqualTo(start);
  }

  @Test
  void neverCutsACharacterInTwo() {
    assertThat(QuoteFinder.in(DocumentText.of("a\uD83D\uDE97b")).find("\uDE97b")).isEmpty();
  }

  @Test
  void aHostileTextAndQuoteEndInTime() {
    String text = "a".repeat(5_000_000);
    String quote = "a".repeat(9_999) + "b";
    QuoteFinder finder = QuoteFinder.in(DocumentText.of(text));

    Optional<Source> found = assertTimeoutPreemptively(LONGEST, () -> finder.find(quote));
    Optional<Source> onNoPage =
        assertTimeoutPreemptively(LONGEST, () -> finder.find("a".repeat(10_000), 2));

    assertThat(found).isEmpty();
    assertThat(onNoPage.orElseThrow().startOffset()).isZero();
  }
}
