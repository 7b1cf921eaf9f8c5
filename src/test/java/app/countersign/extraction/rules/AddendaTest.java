package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Reading;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddendaTest {
  private static final String BODY =
      "GAP WAIVER ADDENDUM\n\nGAP Charge: $895.00\n\nCANCELLATION\n\n"
          + "After 30 days the refund is calculated by the Rule of 78s, less a cancellation fee of"
          + " $50.00.\n\f";
  private static final String CALIFORNIA =
      "CALIFORNIA STATE ADDENDUM\n\nThe Cancellation section is deleted and replaced by the"
          + " following: the refund is calculated on a daily pro rata basis. No cancellation fee"
          + " applies.\n";
  private static final String LIST =
      "STATE DISCLOSURES\n\n"
          + "The following replaces what the contract says for residents of each state.\n\n"
          + "Georgia: The refund is calculated pro rata by the number of unexpired months. There is"
          + " no cancellation fee.\n\n"
          + "Texas: The refund is calculated on a daily pro rata basis. The cancellation fee is"
          + " $10.00.\n";
  private static final String INLINE =
      "California residents: the refund is calculated on a daily pro rata basis and no"
          + " cancellation fee applies.\n";

  /** Text, state, method, fee. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(BODY, "US-CA", "RULE_OF_78", "50.00 USD"),
        Arguments.of(BODY + CALIFORNIA, "US-CA", "PRO_RATA_DAILY", "0.00 USD"),
        Arguments.of(BODY + CALIFORNIA, "US-TX", "RULE_OF_78", "50.00 USD"),
        Arguments.of(BODY + INLINE, "US-CA", "PRO_RATA_DAILY", "0.00 USD"),
        Arguments.of(BODY + INLINE, "US-NV", "RULE_OF_78", "50.00 USD"),
        Arguments.of(BODY + LIST, "US-GA", "PRO_RATA_MONTHLY", "0.00 USD"),
        Arguments.of(BODY + LIST, "US-TX", "PRO_RATA_DAILY", "10.00 USD"),
        Arguments.of(BODY + LIST, "US-OH", "RULE_OF_78", "50.00 USD"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void appliesTheAddendumOfTheContractsStateAlone(
      String text, String state, String method, String fee) {
    Reading reading = Found.reading(text, state);

    assertThat(Found.method(reading.refundMethod())).isEqualTo(method);
    assertThat(Found.fee(reading.cancellationFee())).isEqualTo(fee);
    assertThat(reading.refundMethod().confidence().intValue()).isGreaterThan(90);
    assertThat(reading.cancellationFee().confidence().intValue()).isGreaterThan(90);
    assertThat(Found.premium(reading.premium())).isEqualTo("895.00 USD");
  }

  @Test
  void doubtsTheBodyWhenTheStateIsNotKnown() {
    Reading reading = Found.reading(BODY + CALIFORNIA);

    assertThat(Found.method(reading.refundMethod())).isEqualTo("RULE_OF_78");
    assertThat(reading.refundMethod().confidence().intValue()).isEqualTo(60);
    assertThat(reading.cancellationFee().note()).contains("which state applies was not given");
  }

  @Test
  void appliesAnEndorsementWithoutACondition() {
    String endorsement =
        "ENDORSEMENT NO. 1\n\nThe cancellation provision is replaced by the following: refunds are"
            + " calculated pro rata by the number of unexpired days.\n";

    Reading reading = Found.reading(BODY + endorsement);

    assertThat(Found.method(reading.refundMethod())).isEqualTo("PRO_RATA_DAILY");
    assertThat(reading.refundMethod().source().page()).isEqualTo(2);
    assertThat(Found.fee(reading.cancellationFee())).isEqualTo("50.00 USD");
  }

  @Test
  void returnsToTheBodyAfterTheEndOfAnAddendum() {
    String text = CALIFORNIA + "\nEND OF ADDENDUM\n\nCancellation Fee: $50.00\n";

    assertThat(Found.fee(Found.reading(text, "US-OH").cancellationFee())).isEqualTo("50.00 USD");
  }
}
