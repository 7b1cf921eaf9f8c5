package app.countersign.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardrailsTest {
  private static final Guardrails GUARDRAILS = Guardrails.load();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overspending",
        "Overspending!",
        "you overspend",
        "overspent",
        "over-spending",
        "wasteful",
        "wastefulness",
        "irresponsible",
        "irresponsibly",
        "bad habit",
        "Bad habits",
        "foolish",
        "foolishly",
        "stupid",
        "STUPID",
        "stupidity",
        "dumb",
        "dumber",
        "dumb-founded",
        "careless",
        "carelessness",
        "reckless",
        "recklessly",
        "a 'dumb' card",
        "non-stupid",
        "ｓｔｕｐｉｄ",
        "stu\u200bpid",
        "s\u00adtupid",
        "stúpid",
        "ѕtuрid",
        "𝐬𝐭𝐮𝐩𝐢𝐝",
        "bad\u00a0habit",
        "bad\n  habit",
        "dսmb is not it but dumb is",
        "you are lazy",
        "a waste of money",
        "it wasted all that money",
        "a terrible choice",
        "you are bad with money",
        "that is your fault",
        "shameful"
      })
  void theToneCheckFindsJudgingWordsInEveryForm(String text) {
    assertThat(GUARDRAILS.check("A title", "Since 3 cards, " + text + " spending").tone().passed())
        .isFalse();
    assertThat(GUARDRAILS.check("A title", text).advice().passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dumbbell",
        "two dumbbells",
        "Dumbarton Fitness",
        "spending went over 50%",
        "careful",
        "a wide choice",
        "habit",
        "bad weather and a new habit",
        "foolproof? no",
        "a full tool",
        "wastewater charges",
        "Lazyboy",
        "spent",
        "it is good with money"
      })
  void theToneCheckLeavesInnocentWordsAlone(String text) {
    assertThat(GUARDRAILS.check(text, text).tone().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you should pay",
        "YOU SHOULD",
        "you shouldn't wait",
        "you shouldn’t wait",
        "you must",
        "you really should",
        "I recommend this",
        "I recommended it",
        "we recommend it",
        "i’d recommend it",
        "transfer it to a card",
        "Transfer $1,200.50 to your new card",
        "transferring balances onto cards",
        "transfer approx. 500 to the card",
        "invest in funds",
        "reinvest in it",
        "invest into bonds",
        "buy a stock",
        "buying some more stocks now",
        "sell the position",
        "selling all your positions",
        "you need to",
        "you ought to",
        "you have to",
        "you'd better",
        "you\u200b should",
        "yоu shоuld",
        "my advice",
        "we suggest",
        "guaranteed high returns",
        "it is risk-free"
      })
  void theAdviceCheckFindsAdvice(String text) {
    assertThat(GUARDRAILS.check("A title", text).advice().passed()).isFalse();
    assertThat(GUARDRAILS.check("A title", text).tone().passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you could pay",
        "it helps you. Should rates rise, more",
        "I read recommendations",
        "transfer to savings",
        "A transfer helps. It goes to show how a card works",
        "an investment in yourself",
        "buy stockings",
        "a card to transfer",
        "sell a car",
        "what is invested in funds",
        "you may",
        "thank you"
      })
  void theAdviceCheckLeavesEducationAlone(String text) {
    assertThat(GUARDRAILS.check(text, text).advice().findings()).isEmpty();
  }

  @Test
  void aFindingNamesItsWordsAndTheirPlaceInCodePoints() {
    GuardrailCheck check =
        GUARDRAILS.check("A dumb title", "😀 Because you are stu\u200bpid, so").tone();

    assertThat(check.findings())
        .containsExactly(
            new GuardrailFinding("INSULT", "Insults the user.", "dumb", "title", 2, 6),
            new GuardrailFinding(
                "INSULT", "Insults the user.", "stu\u200bpid", "rationale", 18, 25));
  }

  @Test
  void ofFindingsWithinEachOtherOnlyTheWidestStays() {
    GuardrailCheck check =
        GUARDRAILS
            .check("A title", "transfer to a card, then you should sell that position")
            .advice();

    assertThat(check.findings())
        .extracting(GuardrailFinding::words)
        .containsExactly("transfer to a card", "you should", "sell that position");
  }

  @Test
  void everyPlaceIsFound() {
    GuardrailCheck check = GUARDRAILS.check("A title", "dumb and dumber and stupid").tone();

    assertThat(check.findings()).extracting(GuardrailFinding::start).containsExactly(0, 9, 20);
  }

  @Test
  void aLongHostileTextTakesNoLongerThanItsLength() {
    String hostile = "transfer to ".repeat(50_000) + "sell buy invest ".repeat(20_000);

    GuardrailCheck check =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> GUARDRAILS.check("A title", hostile).advice());

    assertThat(check.passed()).isTrue();
  }

  @Test
  void faultyRulesAreRefusedByName() {
    assertFault("tone: []", "rules: tone: is missing");
    assertFault(
        "tone: [{code: A, message: B, phrases: []}]", "rules: tone[0] 'A': phrases: is missing");
    assertFault(
        "tone: [{code: A, message: B, phrases: ['a ... ']}]",
        "rules: tone[0] 'A': phrases: 'a ...': '' is not one word");
  }

  private static void assertFault(String yaml, String message) {
    assertThatThrownBy(() -> Guardrails.of(DataNode.parse("rules", yaml)))
        .isInstanceOf(DataFault.class)
        .hasMessage(message);
  }
}
