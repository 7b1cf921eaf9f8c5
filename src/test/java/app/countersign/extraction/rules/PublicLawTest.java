package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a careful clerk reads in five public texts that regulate refunds; none states a price. */
class PublicLawTest {

  /** File, method, its least and most confidence, fee, its least and most confidence. */
  static Stream<Arguments> texts() {
    return Stream.of(
        // "Using a pro rata method or any other method approved": pro rata, but not only, and
        // neither days nor months. "Not more than twenty-five dollars": a limit, after 30 days.
        Arguments.of("colorado-crs-5-9.3-106.txt", "PRO_RATA_DAILY", 40, 65, "25.00 USD", 50, 68),
        // The full fee within 30 days is a free look; how a later refund is found is left to the
        // agreement. A refund below five dollars is not a fee.
        Arguments.of("texas-fin-code-354.007-a-d.txt", "absent", 50, 85, "absent", 60, 80),
        // Pro rata for level cover, the Rule of 78 for decreasing cover, either for a mixture:
        // which
        // one depends on the cover, so a person has to decide.
        Arguments.of("utah-r590-91-9-part.txt", "UNKNOWN", 20, 45, "absent", 60, 80),
        // "At least as favorable as the actuarial method": a floor.
        Arguments.of("12-cfr-37.4.txt", "ACTUARIAL", 50, 65, "absent", 60, 80),
        // The actuarial floor and the ban of the Rule of 78 are about the interest of a loan, not
        // about the price of a product: no method for the price is stated.
        Arguments.of("15-usc-1615-a-b.txt", "absent", 40, 60, "absent", 60, 80));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsWhatTheLawStates(
      String file, String method, int least, int most, String fee, int leastFee, int mostFee)
      throws IOException {
    Reading reading = Found.reading(resource("documents/public-law/" + file));

    assertThat(Found.premium(reading.premium())).isEqualTo(Found.ABSENT);
    assertThat(Found.method(reading.refundMethod())).isEqualTo(method);
    assertThat(reading.refundMethod().confidence().intValue()).isBetween(least, most);
    assertThat(Found.fee(reading.cancellationFee())).isEqualTo(fee);
    assertThat(reading.cancellationFee().confidence().intValue()).isBetween(leastFee, mostFee);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = PublicLawTest.class.getClassLoader().getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
