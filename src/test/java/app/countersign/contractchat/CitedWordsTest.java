package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.document.DocumentText;
import app.countersign.document.QuoteFinder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitedWordsTest {
  private static final DocumentText TEXT =
      DocumentText.of(
          "😀 The charge is $895.00.\fThe refund is\npro rata. A fee of $50.00 is kept.\fA fee of"
              + " $50.00 is kept.");
  private static final String QUOTES =
      """
      QUOTES
      [1] page 2: The refund is pro rata.
      [2] page 1: The fee is waived for everybody.
      [3] page 3: "A fee of $50.00 is kept."
      ANSWER
      """;

  private final StringBuilder shown = new StringBuilder();
  private final CitedWords words = new CitedWords(QuoteFinder.in(TEXT), shown::append);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void quotesAreLookedUpAndMarksOfTheOthersTakenOut(int chunk) {
    feed(
        QUOTES + "Of the fee $50.00 is kept [3]. Days left count [1, 2], nothing else [2].", chunk);

    List<Citation> citations = words.end();

    assertThat(shown)
        .hasToString("Of the fee $50.00 is kept [1]. Days left count [2], nothing else.");
    assertThat(citations)
        .containsExactly(
            new Citation(1, 3, "A fee of $50.00 is kept.", 74, 98),
            new Citation(2, 2, "The refund is\npro rata.", 25, 48));
  }

  @Test
  void nothingIsShownBeforeAMarkOfAQuoteInTheText() {
    feed(QUOTES + "It may be waived [2]. In all", 5);

    assertThat(shown).isEmpty();
    words.accept(", it is pro rata [1].");
    assertThat(shown.toString()).startsWith("It may be waived. In all, it is pro rata [1]");
  }

  @Test
  void anAnswerThatUsesNoneOfItsQuotesRestsOnNothing() {
    feed(QUOTES + "The fee is waived [2], call [9] or see [x] and [.", 4);

    assertThat(words.end()).isEmpty();
    assertThat(shown).isEmpty();
  }

  @Test
  void anAnswerWithoutAnyQuoteInTheTextEndsAtOnce() {
    assertThatThrownBy(() -> words.accept("QUOTES\n[1] page 1: It is free.\nANSWER\nFree [1]."))
        .isInstanceOf(CitedWords.Uncited.class);
    assertThat(shown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the", "is", "charge"})
  void aSingleWordProvesNothing(String quote) {
    assertThatThrownBy(() -> words.accept("[1] " + quote + "\nANSWER\nYes [1]."))
        .isInstanceOf(CitedWords.Uncited.class);
  }

  @Test
  void anAmountMayBeAQuote() {
    feed("[1] $895.00\n**ANSWER:**\nIt costs that [1].", 3);

    assertThat(words.end()).containsExactly(new Citation(1, 1, "$895.00", 16, 23));
    assertThat(shown).hasToString("It costs that [1].");
  }

  @Test
  void anAnswerOfAnotherFormRestsOnNothing() {
    feed("The refund is pro rata, as the contract says on page 2.", 10);

    assertThat(words.end()).isEmpty();
    assertThatThrownBy(() -> words.accept("x".repeat(20_000)))
        .isInstanceOf(CitedWords.Uncited.class);
  }

  @Test
  void bracketsThatAreNoMarksStay() {
    feed(
        "[1] page 2: The refund is pro rata.\nANSWER: Pro rata [1] [see there] [12345678901234567",
        6);
    words.end();

    assertThat(shown).hasToString("Pro rata [1] [see there] [12345678901234567");
  }

  private void feed(String all, int chunk) {
    for (int at = 0; at < all.length(); at += chunk) {
      words.accept(all.substring(at, Math.min(all.length(), at + chunk)));
    }
  }
}
