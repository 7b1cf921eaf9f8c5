package app.countersign.customer;

import static app.countersign.customer.Newcomers.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.testing.Api.Answer;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often anybody may knock, and how long the door takes to answer. */
@CustomerTest
@Property(name = "countersign.rate-limit.action-factor", value = "1")
@Property(name = "countersign.customers.answer-time", value = "PT0.4S")
class CustomerLimitsTest {
  @Inject Newcomers newcomers;

  @Test
  void anAddressKnocksTenTimesAMinute() {
    List<String> signUps = codes(11, () -> newcomers.signUp(newcomers.stranger()));
    List<String> resets = codes(8, () -> newcomers.requestReset("nobody@quellwasser.example"));
    List<String> letters = codes(8, () -> newcomers.resend("nobody@quellwasser.example"));

    assertThat(signUps.subList(0, 10)).containsOnly("none");
    assertThat(signUps.getLast()).isEqualTo("RATE_LIMITED");
    assertThat(resets).containsOnly("none");
    assertThat(letters).contains("none", "RATE_LIMITED");
  }

  @Test
  void anAddressTriesThirtyPasswordsAMinute() {
    Newcomer nobody = newcomers.stranger();

    List<String> codes = codes(45, () -> newcomers.signIn(nobody, PASSWORD));

    assertThat(codes.subList(0, 30)).containsOnly("none");
    assertThat(codes.getLast()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void whetherSomebodyHasTheAddressIsNotToldByTheTimeEither() {
    long begun = System.nanoTime();
    newcomers.requestReset("nobody@quellwasser.example");

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(400_000_000L);
  }

  private static List<String> codes(int times, Supplier<Answer> call) {
    return Stream.generate(call)
        .limit(times)
        .map(answer -> answer.errors().isEmpty() ? "none" : answer.errors().getFirst())
        .toList();
  }
}
