package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplatesTest {
  private final Templates templates = new Templates();

  @Test
  void aLetterWithAPageLeadsThereAndCarriesTheBareTokenToo() {
    Templates.Text text =
        templates.text(
            LetterKind.GROUP_INVITATION,
            Map.of("inviter", "Zoë", "group", "Lissabon"),
            "https://money.example/app",
            "token-1");

    assertThat(text.subject()).isEqualTo("Zoë invites you to \"Lissabon\"");
    assertThat(text.body())
        .contains("\nhttps://money.example/app/invitation#token=token-1\n")
        .contains("\ntoken-1\n")
        .doesNotContain("{");
  }

  @Test
  void withoutAPageThereIsTheTokenOnly() {
    Templates.Text text =
        templates.text(LetterKind.VERIFY_EMAIL, Map.of("name", "Ana"), null, "token-1");

    assertThat(text.body())
        .startsWith("Hello Ana,\n\n")
        .contains("\ntoken-1\n")
        .doesNotContain("Open this page", "http");
  }

  @Test
  void bracesInAFactStayWhatTheyAre() {
    Templates.Text text =
        templates.text(
            LetterKind.GROUP_INVITATION,
            Map.of("inviter", "{token} $1 \\", "group", "{group}"),
            null,
            "token-1");

    assertThat(text.subject()).isEqualTo("{token} $1 \\ invites you to \"{group}\"");
  }

  @Test
  void aFactThatIsMissingIsAFault() {
    assertThatThrownBy(() -> templates.text(LetterKind.VERIFY_EMAIL, Map.of(), null, "token-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{name}");
  }

  @ParameterizedTest
  @EnumSource
  void eachKindIsWrittenFromItsFactsAlone(LetterKind kind) {
    Map<String, String> facts = new TreeMap<>();
    kind.facts().forEach(name -> facts.put(name, "<" + name + ">"));

    Templates.Text text =
        templates.text(kind, facts, "https://money.example", kind.hasToken() ? "token-1" : null);

    assertThat(text.subject()).isNotBlank().doesNotContain("{");
    assertThat(text.body()).doesNotContain("{").endsWith(".\n").contains("https://money.example/");
    assertThat(text.body().contains("token-1")).isEqualTo(kind.hasToken());
    kind.facts()
        .forEach(name -> assertThat(text.subject() + text.body()).contains("<" + name + ">"));
  }

  @Test
  void onlyAPriceIsToldInTheChatToo() {
    Map<String, String> facts =
        Map.of("product", "Lamp", "price", "19.00 EUR", "target", "20.00 EUR", "title", "A");

    assertThat(templates.notice(LetterKind.PRICE_ALERT, facts))
        .isEqualTo("Lamp is at 19.00 EUR now; your target was 20.00 EUR.");
    assertThat(templates.notice(LetterKind.RECOMMENDATION, facts)).isNull();
  }

  @Test
  void aLineIsOneLineWhateverWasWrittenIntoIt() {
    assertThat(Templates.oneLine(" a\r\nBcc: x@y\u2028z\u0000\u202e ", 100))
        .isEqualTo("a Bcc: x@y z");
    assertThat(Templates.oneLine("😀".repeat(10), 5)).isEqualTo("😀😀😀😀…");
  }
}
