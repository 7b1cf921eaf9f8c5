package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Term;
import app.countersign.terms.RefundMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodReaderTest {

  /** Text, method, least and most confidence. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            "The refund is calculated on a daily pro rata basis.", "PRO_RATA_DAILY", 90, 94),
        Arguments.of("Refund Method: Pro-Rata (monthly)", "PRO_RATA_MONTHLY", 90, 94),
        Arguments.of("Refund method:\nDaily Pro Rata", "PRO_RATA_DAILY", 85, 94),
        Arguments.of("You will receive a prorated refund.", "PRO_RATA_DAILY", 75, 78),
        Arguments.of(
            "We refund the unearned charge pro\u00ADrata, by the number of unexpired months.",
            "PRO_RATA_MONTHLY",
            90,
            94),
        Arguments.of(
            "The refund equals the price multiplied by a fraction whose numerator is the number of"
                + " days remaining and whose denominator is the total days of the term.",
            "PRO_RATA_DAILY",
            80,
            94),
        Arguments.of("Refund = t/n x price, in months", "PRO_RATA_MONTHLY", 75, 94),
        Arguments.of(
            "We will refund a proportionate part of the charge.", "PRO_RATA_DAILY", 70, 78),
        Arguments.of("Refunds use the short rate method.", "SHORT_RATE", 85, 94),
        Arguments.of(
            "The refund is 90% of the daily pro rata unearned premium.", "SHORT_RATE", 85, 94),
        Arguments.of("Refunds are computed by the actuarial method.", "ACTUARIAL", 90, 94),
        Arguments.of("Refund method: flat-rate", "UNKNOWN", 30, 60),
        Arguments.of("The GAP charge is non-refundable.", "NONE", 85, 94),
        Arguments.of(
            "This waiver charge is fully earned at inception and no refund is due.",
            "NONE",
            80,
            94),
        Arguments.of("The cancellation fee is non-refundable.", "absent", 50, 85),
        Arguments.of("No refund is made if a claim has been paid.", "absent", 50, 85),
        Arguments.of("You may cancel this agreement at any time in writing.", "absent", 50, 85),
        Arguments.of(
            "Cancel within the first 30 days for a full refund (flat cancel). After 30 days the"
                + " refund is calculated by the Rule of 78s.",
            "RULE_OF_78",
            85,
            94),
        Arguments.of(
            "Within 60 days of the effective date you receive a full refund of the purchase price.",
            "absent",
            50,
            85),
        Arguments.of(
            "The refund shall not be calculated by the Rule of 78s but by the daily pro rata"
                + " method.",
            "PRO_RATA_DAILY",
            85,
            94),
        Arguments.of(
            "Refunds are daily pro rata rather than the Rule of 78s.", "PRO_RATA_DAILY", 85, 94),
        Arguments.of("The Rule of 78s shall not be used for any refund.", "absent", 40, 60),
        Arguments.of(
            "DEFINITIONS\n\n\"Rule of 78s\" means the sum of the digits method.", "absent", 40, 60),
        Arguments.of(
            "Definitions\n\n\"Pro Rata Refund\" means a refund by the number of unexpired days.\n\n"
                + "Cancellation\n\nAfter 30 days we will pay you the Pro Rata Refund.",
            "PRO_RATA_DAILY",
            75,
            94),
        Arguments.of(
            "The refund is calculated pro rata by days.\n\n"
                + "Refunds are calculated by the Rule of 78s.",
            "UNKNOWN",
            0,
            40),
        Arguments.of(
            "The refund is the lesser of the pro rata and the Rule of 78s amount.",
            "UNKNOWN",
            0,
            60),
        Arguments.of(
            "If we cancel, the refund is 100% pro rata. If you cancel, the refund is short rate.",
            "SHORT_RATE", 85, 94),
        Arguments.of(
            "Unearned finance charges are refunded by the Rule of 78s if you prepay.",
            "absent",
            40,
            60),
        Arguments.of(
            "Refund method: [ ] Pro rata  [X] Rule of 78s  [ ] Short rate", "RULE_OF_78", 85, 94),
        Arguments.of(
            "Example: a pro rata refund of $600 after 12 months is $450.", "absent", 50, 85));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void namesTheMethodAfterTheFreeLook(String text, String method, int least, int most) {
    Term<RefundMethod> term = Found.reading(text).refundMethod();

    assertThat(Found.method(term)).isEqualTo(method);
    assertThat(term.confidence().intValue()).isBetween(least, most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rule of 78s",
        "Rule of 78",
        "Rule of 78's",
        "Rule of 78ths",
        "Rule of Seventy-Eights",
        "rule of seventy eight",
        "RULE OF THE 78THS",
        "sum of the digits",
        "sum-of-the-digits",
        "sum-of-the-months'-digits",
        "sum of the months digits",
        "78's method",
        "Rule of\n78s",
        "Sum-of-the-Months\u2019 Digits",
        "sum of the years' digits"
      })
  void knowsTheRuleOf78HoweverItIsSpelt(String words) {
    Term<RefundMethod> term =
        Found.reading("After 30 days the refund is calculated by the " + words + ".")
            .refundMethod();

    assertThat(term.value()).isEqualTo(RefundMethod.RULE_OF_78);
    assertThat(term.words()).isEqualTo(words);
    assertThat(term.confidence().intValue()).isEqualTo(94);
  }

  @Test
  void readsASentenceThatGoesOnAcrossAPage() {
    Term<RefundMethod> term =
        Found.reading(
                "After the first thirty days, the unearned part of the charge is refunded on a\n"
                    + "Page 1 of 2\n\fdaily pro rata basis, less the cancellation fee.")
            .refundMethod();

    assertThat(term.value()).isEqualTo(RefundMethod.PRO_RATA_DAILY);
    assertThat(term.source().page()).isEqualTo(1);
  }
}
