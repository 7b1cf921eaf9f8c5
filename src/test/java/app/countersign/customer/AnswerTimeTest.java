package app.countersign.customer;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.testing.Api.Answer;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How long the door takes to answer: as long to whoever knocks. */
@CustomerTest
@Property(name = "countersign.customers.answer-time", value = "PT0.6S")
class AnswerTimeTest {
  private static final long ANSWER_TIME = 600_000_000L;

  @Inject Newcomers newcomers;

  @Test
  void whetherSomebodyHasTheAddressIsNotToldByTheTime() {
    Newcomer nobody = newcomers.stranger();
    Newcomer unverified = newcomers.unverified();
    Newcomer verified = newcomers.verified();

    for (Newcomer person : List.of(unverified, verified, nobody)) {
      assertThat(nanos(() -> newcomers.requestReset(person.email())))
          .as("a reset for " + person)
          .isGreaterThanOrEqualTo(ANSWER_TIME);
      assertThat(nanos(() -> newcomers.resend(person.email())))
          .as("another letter to " + person)
          .isGreaterThanOrEqualTo(ANSWER_TIME);
      assertThat(nanos(() -> newcomers.signUp(person)))
          .as("signing up as " + person)
          .isGreaterThanOrEqualTo(ANSWER_TIME);
    }
  }

  /** How long an answer took that was none of being too fast: that one comes at once. */
  private static long nanos(Supplier<Answer> call) {
    long begun = System.nanoTime();
    Answer answer = call.get();
    long took = System.nanoTime() - begun;
    assertThat(answer.errors()).isEmpty();
    assertThat(answer.body().findValuesAsText("requestedAt")).hasSize(1);
    return took;
  }
}
