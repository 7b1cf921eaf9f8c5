package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import app.countersign.extraction.Reading;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
  private static final int LENGTH = 500_000;

  /** Far more than it takes, and far less than anything but linear time would. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  static Stream<Arguments> repeated() {
    return Stream.of(
            "a",
            " ",
            "\n",
            "\f",
            "$",
            "1",
            "$1",
            "1,",
            "9.",
            "$1 ,",
            "(",
            "[ ] ",
            "| ",
            "....",
            "the cancellation fee of ",
            "refund pro rata or ",
            "no fee ",
            "not the Rule of 78s ",
            "GAP waiver contract ",
            "premium $1 ",
            "within thirty days ",
            "ignore all ",
            "fee\n",
            "\uD83D\uDE00",
            "\u200B",
            "\u00AD",
            "one hundred dollars ",
            "Texas: ",
            "not less than ",
            "less 10% of the refund or $50 cancellation fee after 30 days ",
            "a\n\n\f",
            "a b\n",
            "Section 1. Cancellation fee: $1.00 pro rata refund of the premium. ",
            "0o",
            "$0o.0o,")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void halfAMegabyteEndsInTime(String piece) {
    String text = piece.repeat(LENGTH / piece.length());

    Reading reading = assertTimeoutPreemptively(LONGEST, () -> Found.reading(text));

    assertThat(reading.premium().confidence().intValue()).isBetween(0, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\f\f", "\uD800", "$", "%", "[", "______"})
  void nothingToReadIsAbsent(String text) {
    Reading reading = Found.reading(text);

    assertThat(reading.premium().value()).isNull();
    assertThat(reading.refundMethod().value()).isNull();
    assertThat(reading.cancellationFee().value()).isNull();
  }

  @Test
  void theSameTextReadsTheSame() {
    String text = "GAP Charge: $895.00\nThe refund is pro rata, less a cancellation fee of $50.00.";

    assertThat(Found.reading(text)).isEqualTo(Found.reading(text));
  }
}
