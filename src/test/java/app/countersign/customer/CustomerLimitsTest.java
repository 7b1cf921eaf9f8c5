package app.countersign.customer;

import static app.countersign.customer.Newcomers.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often anybody may knock. */
@CustomerTest
@Property(name = "countersign.rate-limit.action-factor", value = "1")
class CustomerLimitsTest {
  @Inject Newcomers newcomers;

  @Test
  void anAddressKnocksTenTimesAMinute() throws Exception {
    List<String> signUps = atOnce(14, () -> newcomers.signUp(newcomers.stranger()));
    List<String> letters =
        Stream.concat(
                atOnce(7, () -> newcomers.requestReset("nobody@quellwasser.example")).stream(),
                atOnce(7, () -> newcomers.resend("nobody@quellwasser.example")).stream())
            .toList();

    assertThat(signUps).filteredOn("RATE_LIMITED"::equals).hasSize(4);
    assertThat(signUps).filteredOn("none"::equals).hasSize(10);
    assertThat(letters).filteredOn("RATE_LIMITED"::equals).isNotEmpty();
    assertThat(letters).filteredOn("none"::equals).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void anAddressTriesThirtyPasswordsAMinute() {
    Newcomer nobody = newcomers.stranger();

    List<String> codes = codes(45, () -> newcomers.signIn(nobody, PASSWORD));

    assertThat(codes.subList(0, 30)).containsOnly("none");
    assertThat(codes.getLast()).isEqualTo("RATE_LIMITED");
  }

  private static List<String> atOnce(int times, Callable<Answer> call) throws Exception {
    return AtOnce.run(times, call).stream().map(CustomerLimitsTest::code).toList();
  }

  private static String code(Answer answer) {
    return answer.errors().isEmpty() ? "none" : answer.errors().getFirst();
  }

  private static List<String> codes(int times, Supplier<Answer> call) {
    return Stream.generate(call).limit(times).map(CustomerLimitsTest::code).toList();
  }
}
