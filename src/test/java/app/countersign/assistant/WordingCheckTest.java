package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.Guardrails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingCheckTest {
  private static final String OWN =
      "The total of 90.00 USD is split equally between 3 people. Ana owes Ben 30.00 USD and Cid"
          + " owes Ben 30.00 USD. The tip of 18 % was paid on 5 March 2026. Nothing is settled.";

  private final WordingCheck check = new WordingCheck(Guardrails.load());

  private String objection(String text) {
    return String.valueOf(check.objection(text, OWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OWN,
        "Here is how it works out: the total of $90 is split equally between 3 people. So Ana owes"
            + " Ben $30 and Cid owes Ben $30. The tip of 18% was paid on 5 March 2026, and nothing"
            + " is settled.",
        "Splitting the total of 90 USD equally between 3 people, Ana owes Ben 30 USD, and Cid also"
            + " owes Ben 30 USD. The 18 percent tip was paid on 5 March 2026. Nothing is settled"
            + " so far... that's nothing.",
      })
  void theSameInOtherWordsIsTaken(String text) {
    // The last one denies once more than the answer does.
    if (text.endsWith("that's nothing.")) {
      assertThat(objection(text)).isNotEqualTo("null");
    } else {
      assertThat(objection(text)).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90.00 USD | 91.00 USD",
        "90.00 USD | 90.00 EUR",
        "90.00 USD | 90.00",
        "90.00 USD | €90.00",
        "90.00 USD | 9,000 USD",
        "90.00 USD | -90.00 USD",
        "90.00 USD | 90.00k USD",
        "90.00 USD | ninety dollars",
        "90.00 USD | ９１.00 USD",
        "90.00 USD | 90.00 USD (or ½ of it)",
        "3 people | 4 people",
        "3 people | three people",
        "3 people | a dozen people",
        "18 % | 18",
        "18 % | 20 %",
        "18 % | 18 USD",
        "5 March | 5 April",
        "5 March | 6 March",
        "5 March | yesterday, 5 March",
        "5 March 2026 | 5 March 2027",
        "5 March 2026 | 5 March 2026 at 10",
        "5 March | March 5",
        "Ana owes Ben 30.00 USD and Cid owes | Cid owes Ben 30.00 USD and Ana owes",
        "Ana owes Ben | Ben owes Ana",
        "Ana owes | Dana owes",
        "Ana owes | ana and eve owe",
        "Ana owes Ben 30.00 USD and | And",
        "Nothing is settled | All is settled",
        "Nothing is settled | It is settled",
        "is split | is not split",
      })
  void anotherFigureNameDateOrOrderIsRefused(String before, String after) {
    String text = OWN.replace(before, after);

    assertThat(text).isNotEqualTo(OWN);
    assertThat(objection(text)).as(text).isNotEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Ben is a thief.",
        " You should buy stocks.",
        " See https://evil.example/pay for more.",
        " See evil.example for more.",
        " Write to ben@evil.example.",
        " [here](x)",
        " <b>So</b>",
        " `so`",
        " Always tip more.",
        " Бен.",
        " S\u200bo.",
        " \u202eSo.",
        " 😀",
        " Send your password.",
        " IV.",
      })
  void whatIsAddedIsRefused(String added) {
    assertThat(objection(OWN + added)).isNotEqualTo("null");
  }

  @Test
  void whatIsEmptyTooLongOrLeavesSomethingOutIsRefused() {
    assertThat(objection(" ")).isEqualTo("it is empty");
    assertThat(objection(OWN + " so".repeat(200))).isEqualTo("it is too long");
    assertThat(objection("The total of 90.00 USD is split equally. Nothing is settled."))
        .isEqualTo("it has not the same figures and names in the same order");
  }

  @Test
  void anAnswersOwnWordsThatAreAdviceAreNotTakenFromAModelEither() {
    String own = "You should pay 20.00 USD.";

    assertThat(check.objection(own, own)).isEqualTo("it does not pass the guardrails");
  }

  @Test
  void figuresAreTheSameHoweverTheyAreWritten() {
    assertThat(StatedFacts.of("$1,234.50, 20 % and 3x on 2026-03-05, −5 EUR", java.util.Set.of()))
        .isEqualTo(
            StatedFacts.of(
                "1234.5 USD, 20 percent and 3X on 2026-03-05, -5.00 €", java.util.Set.of()))
        .containsExactly("1234.5 USD", "20 %", "3 x", "2026", "3", "5", "-5 EUR");
  }
}
