package app.countersign.llm;

import static app.countersign.llm.ModelDesk.LONG;
import static app.countersign.llm.ModelServer.cut;
import static app.countersign.llm.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
  private static final ModelRequest QUESTION = ModelRequest.of("Rules.", most -> "How many?");

  private final ModelServer first = new ModelServer();
  private final ModelServer second = new ModelServer();
  private final ModelDesk desk = new ModelDesk();

  @AfterEach
  void stop() {
    desk.close();
    first.close();
    second.close();
  }

  @Test
  void withoutAnyProviderNobodyIsAsked() {
    ModelException failure = failure(LONG);

    assertThat(desk.models().configured()).isEmpty();
    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_CONFIGURED);
    assertThat(failure).hasMessage("no language model answered: NOT_CONFIGURED");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> desk.models().maxInputCharacters(Provider.OPENAI))
        .withMessage("OPENAI is not configured");
  }

  @Test
  void theNextProviderAnswersWhenTheFirstFails() {
    both();
    first.always(json(500, "{}"));
    second.always(json(200, Wire.OPENAI.text("Twelve.")));

    ModelAnswer answer = desk.models().answer(QUESTION, LONG);

    assertThat(answer.use().provider()).isEqualTo(Provider.OPENAI);
    assertThat(answer.use().attempts()).isEqualTo(4);
    assertThat(first.asked()).hasSize(3);
    assertThat(desk.models().configured()).containsExactly(Provider.ANTHROPIC, Provider.OPENAI);
  }

  @Test
  void theOrderIsTheConfiguredOneSaveForThePreferred() {
    both().order(Provider.OPENAI, Provider.ANTHROPIC);
    first.always(json(200, Wire.ANTHROPIC.text("Twelve.")));
    second.always(json(200, Wire.OPENAI.text("Twelve.")));

    assertThat(provider(QUESTION)).isEqualTo(Provider.OPENAI);
    assertThat(provider(QUESTION.preferring(Provider.ANTHROPIC))).isEqualTo(Provider.ANTHROPIC);
    assertThat(provider(QUESTION.preferring(Provider.BEDROCK))).isEqualTo(Provider.OPENAI);
  }

  @Test
  void theFailureNamesWhatEachProviderFailedAt() {
    both();
    first.always(json(401, Wire.ANTHROPIC.error("authentication_error", ModelDesk.KEY)));
    second.always(cut());

    ModelException failure = failure(LONG);

    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure)
        .hasMessage(
            "no language model answered: REJECTED (ANTHROPIC: status 401 authentication_error;"
                + " OPENAI: the connection failed)");
  }

  @Test
  void aClientThatCannotBeOpenedLeavesItToTheNextProvider() {
    both().bedrockAt("not an address").order(Provider.BEDROCK, Provider.OPENAI);
    second.always(json(200, Wire.OPENAI.text("Twelve.")));

    assertThat(provider(QUESTION)).isEqualTo(Provider.OPENAI);
  }

  @Test
  void anAttemptThatMayTakeOnlyAPartLeavesTimeForTheNextProvider() {
    both().attemptTimeout(Duration.ofMillis(150)).deadline(Duration.ofSeconds(2));
    first.always(first.never());
    second.always(json(200, Wire.OPENAI.text("Twelve.")));

    ModelAnswer answer = desk.models().answer(QUESTION, LONG);

    assertThat(answer.use().provider()).isEqualTo(Provider.OPENAI);
    assertThat(first.asked()).hasSize(3);
    assertThat(answer.use().duration()).isBetween(Duration.ofMillis(450), Duration.ofSeconds(2));
  }

  @Test
  void waitsAndFallbackTogetherKeepTheDeadline() {
    both().deadline(Duration.ofMillis(900)).retryWait(Duration.ofMillis(200));
    first.always(json(503, "{}"));
    second.always(second.never());
    desk.models();

    long start = System.nanoTime();
    ModelException failure = failure(LONG);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofMillis(990));
    assertThat(second.asked()).hasSize(1);
  }

  @Test
  void theBreakerOpensAfterFiveFailedCallsAndLetsOneOfFiftyThroughLater() throws Exception {
    desk.with(Wire.ANTHROPIC, first);
    first.always(json(500, "{}"));
    for (int call = 0; call < 5; call++) {
      assertThat(failure(LONG).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    assertThat(first.asked()).hasSize(15);
    assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REFUSED_OPEN);
    desk.pass(Duration.ofSeconds(59));
    assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REFUSED_OPEN);
    assertThat(first.asked()).hasSize(15);

    desk.pass(Duration.ofSeconds(2));
    String good = Wire.ANTHROPIC.text("Twelve.");
    first.always(first.after(Duration.ofMillis(400), json(200, good)));
    List<@Nullable FailureKind> outcomes = atOnce(50);

    assertThat(first.asked()).hasSize(16);
    assertThat(outcomes).filteredOn(kind -> kind == null).hasSize(1);
    assertThat(outcomes).filteredOn(kind -> kind == FailureKind.REFUSED_OPEN).hasSize(49);
    first.always(json(200, good));
    assertThat(desk.models().answer(QUESTION, LONG).text()).isEqualTo("Twelve.");
  }

  @Test
  void aProbeThatFailsOpensTheBreakerAgain() {
    desk.with(Wire.ANTHROPIC, first);
    first.always(json(500, "{}"));
    for (int call = 0; call < 5; call++) {
      failure(LONG);
    }
    desk.pass(Duration.ofSeconds(61));

    assertThat(failure(LONG).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REFUSED_OPEN);
    assertThat(first.asked()).hasSize(18);
  }

  @Test
  void oneSuccessBetweenFailuresKeepsTheBreakerClosed() {
    desk.with(Wire.ANTHROPIC, first);
    first.always(json(500, "{}"));
    for (int call = 0; call < 4; call++) {
      failure(LONG);
    }
    first.then(json(200, Wire.ANTHROPIC.text("Twelve.")));
    desk.models().answer(QUESTION, LONG);

    for (int call = 0; call < 4; call++) {
      assertThat(failure(LONG).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }
  }

  @Test
  void aRequestThatIsRefusedForItselfDoesNotOpenTheBreakerButAWrongKeyDoes() {
    desk.with(Wire.ANTHROPIC, first);
    first.always(json(400, "{}"));
    for (int call = 0; call < 6; call++) {
      assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REJECTED);
    }
    first.always(json(401, "{}"));
    for (int call = 0; call < 5; call++) {
      assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REJECTED);
    }

    assertThat(failure(LONG).kind()).isEqualTo(FailureKind.REFUSED_OPEN);
    assertThat(first.asked()).hasSize(11);
  }

  @Test
  void aProviderIsNotBlamedForTheLittleTimeItGot() {
    desk.with(Wire.ANTHROPIC, first);
    first.always(first.never());
    for (int call = 0; call < 6; call++) {
      assertThat(failure(Duration.ofMillis(50)).kind()).isEqualTo(FailureKind.TIMEOUT);
    }
    first.always(json(200, Wire.ANTHROPIC.text("Twelve.")));

    assertThat(desk.models().answer(QUESTION, LONG).text()).isEqualTo("Twelve.");
  }

  @Test
  void anInterruptedCallerGetsAwayAtOnceAndStaysInterrupted() throws Exception {
    both();
    first.always(first.never());
    AtomicReference<@Nullable ModelException> failure = new AtomicReference<>();
    AtomicReference<Boolean> isInterrupted = new AtomicReference<>(false);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  failure.set(failure(LONG));
                  isInterrupted.set(Thread.currentThread().isInterrupted());
                });
    while (first.asked().isEmpty()) {
      Thread.onSpinWait();
    }

    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(2))).isTrue();
    assertThat(failure.get()).extracting(ModelException::kind).isEqualTo(FailureKind.CANCELLED);
    assertThat(isInterrupted.get()).isTrue();
    assertThat(second.asked()).isEmpty();
  }

  private ModelDesk both() {
    return desk.with(Wire.ANTHROPIC, first).with(Wire.OPENAI, second);
  }

  private Provider provider(ModelRequest request) {
    return desk.models().answer(request, LONG).use().provider();
  }

  private ModelException failure(Duration budget) {
    return catchThrowableOfType(ModelException.class, () -> desk.models().answer(QUESTION, budget));
  }

  private List<@Nullable FailureKind> atOnce(int callers)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    Callable<@Nullable FailureKind> call =
        () -> {
          start.await();
          try {
            desk.models().answer(QUESTION, LONG);
            return null;
          } catch (ModelException failure) {
            return failure.kind();
          }
        };
    List<@Nullable FailureKind> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<@Nullable FailureKind>> calls = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        calls.add(threads.submit(call));
      }
      start.countDown();
      for (Future<@Nullable FailureKind> each : calls) {
        outcomes.add(each.get());
      }
    }
    return outcomes;
  }
}
