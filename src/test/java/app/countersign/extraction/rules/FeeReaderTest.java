package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Term;
import app.countersign.terms.CancellationFee;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeeReaderTest {

  /** Text, fee, least and most confidence. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("Cancellation Fee: $50.00", "50.00 USD", 95, 95),
        Arguments.of("Cancellation Fee\n$50.00", "50.00 USD", 95, 95),
        Arguments.of("A cancellation fee of fifty dollars ($50.00) applies.", "50.00 USD", 95, 95),
        Arguments.of("We deduct a $25 cancellation fee from the refund.", "25.00 USD", 90, 95),
        Arguments.of("The refund is pro rata, less $50.00.", "50.00 USD", 80, 90),
        Arguments.of("A $40.00 administrative fee is kept from any refund.", "40.00 USD", 71, 90),
        Arguments.of("Cancellation fee: 10% of the refund", "10 % of the refund", 90, 95),
        Arguments.of(
            "A cancellation fee of 10% of the unearned premium, not to exceed $50.00, is deducted.",
            "10 % of the refund, at most 50.00 USD", 90, 95),
        Arguments.of(
            "The cancellation fee is the lesser of $50.00 or ten percent (10%) of the purchase"
                + " price.",
            "10 % of the price, at most 50.00 USD", 90, 95),
        Arguments.of(
            "Cancellation fee: $75.00 or 10% of the refund, whichever is less.",
            "10 % of the refund, at most 75.00 USD", 90, 95),
        Arguments.of(
            "Cancellation fee: $75.00 or 10% of the refund, whichever is greater.",
            "absent", 40, 60),
        Arguments.of("Cancellation fee: 5%", "5 % of the refund", 75, 84),
        Arguments.of("There is no cancellation fee.", "0.00 USD", 90, 95),
        Arguments.of("Cancellation Fee: None", "0.00 USD", 90, 95),
        Arguments.of("Cancellation fee: $0.00", "0.00 USD", 90, 95),
        Arguments.of("No cancellation or administrative fee will be charged.", "0.00 USD", 90, 95),
        Arguments.of("We will not charge you a cancellation fee.", "0.00 USD", 90, 95),
        Arguments.of("You may cancel in writing and receive a pro rata refund.", "absent", 60, 70),
        Arguments.of("Cancellation fee: $______", "absent", 60, 90),
        Arguments.of(
            "A cancellation fee not to exceed $75.00 may be charged.", "75.00 USD", 50, 68),
        Arguments.of("No cancellation fee in excess of $25.00 is charged.", "25.00 USD", 30, 68),
        Arguments.of(
            "Cancelled within the first 30 days there is no cancellation fee. After 30 days a"
                + " cancellation fee of $50.00 is deducted from the refund.",
            "50.00 USD",
            90,
            95),
        Arguments.of(
            "If you cancel in the first 60 days a $10.00 cancellation fee applies; after 60 days"
                + " the cancellation fee is $50.00.",
            "50.00 USD",
            90,
            95),
        Arguments.of("Within the first 30 days no cancellation fee applies.", "absent", 40, 60),
        Arguments.of(
            "Cancellation fee: $50.00\n"
                + "Late fee: $15.00\n"
                + "Lien filing fee: $30.00\n"
                + "Transfer fee: $40.00",
            "50.00 USD",
            95,
            95),
        Arguments.of("Late fee: $15.00\nTransfer fee: $40.00", "absent", 60, 80),
        Arguments.of(
            "If cancelled by us, no cancellation fee applies. If you cancel, the cancellation fee"
                + " is $35.00.",
            "35.00 USD",
            90,
            95),
        Arguments.of("Cancellation fee: $5O.00", "50.00 USD", 30, 50),
        Arguments.of(
            "The cancellation fee is $25.00.\n\nThe cancellation fee is $50.00.",
            "25.00 USD",
            0,
            40),
        Arguments.of("No refund is made when the refund is less than $5.00.", "absent", 60, 80),
        Arguments.of(
            "Upon cancellation you receive 90% of the pro rata premium.", "absent", 60, 80),
        Arguments.of("GAP waiver fee: $895.00", "absent", 60, 80));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void findsTheFeeAfterTheFreeLook(String text, String fee, int least, int most) {
    Term<CancellationFee> term = Found.reading(text).cancellationFee();

    assertThat(Found.fee(term)).isEqualTo(fee);
    assertThat(term.confidence().intValue()).isBetween(least, most);
  }
}
