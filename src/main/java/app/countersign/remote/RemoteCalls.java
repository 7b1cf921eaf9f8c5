package app.countersign.remote;

import app.countersign.platform.admission.Pass;
import app.countersign.remote.Received.Reading;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.RemoteAnswer.Unavailable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one service. What may go better the next time is tried again after a pause, as long as the
 * caller waits; a {@code Retry-After} is obeyed. After five questions in a row that got no answer
 * the service is left alone for a minute, then one question tries it. Redirects are not followed.
 * Neither questions nor answers are logged.
 */
public final class RemoteCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCalls.class);
  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration LEFT_ALONE_FOR = Duration.ofMinutes(1);

  private final String name;
  private final Patience patience;
  private final MeterRegistry meters;
  private final HttpClient client;
  private final CircuitBreaker breaker;

  /**
   * Makes calls of a service.
   *
   * @param name of the service in metrics and logs, in lower case words with points
   * @param clock by which the service is left alone: the time that really passes
   */
  public RemoteCalls(String name, Patience patience, MeterRegistry meters, Clock clock) {
    this.name = name;
    this.patience = patience;
    this.meters = meters;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(FAILURES_IN_A_ROW, FAILURES_IN_A_ROW, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(LEFT_ALONE_FOR)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build());
    Gauge.builder(name + ".left.alone", breaker, RemoteCalls::openness).register(meters);
  }

  /** Failures that do not come from an exception are counted by this one. */
  private static final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallFailed() {
      super(null, null, false, false);
    }
  }

  /** Asks; whatever comes is an answer. */
  public RemoteAnswer<Received> ask(RemoteQuestion question) {
    return ask(question, received -> received);
  }

  /** Asks, and reads the answer. */
  public <T> RemoteAnswer<T> ask(RemoteQuestion question, Reading<T> reading) {
    long begun = System.nanoTime();
    RemoteAnswer<T> answer =
        breaker.tryAcquirePermission()
            ? Pass.outside(() -> permitted(question, reading, begun))
            : new Unavailable<>(Reason.LEFT_ALONE);
    meters
        .timer(name + ".calls", tags(question, answer))
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return answer;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private <T> RemoteAnswer<T> permitted(RemoteQuestion question, Reading<T> reading, long begun) {
    boolean isDecided = false;
    try {
      RemoteAnswer<T> answer = repeated(question, reading, begun + question.longest().toNanos());
      isDecided = decide(answer, begun, question);
      return answer;
    } finally {
      if (!isDecided) {
        breaker.releasePermission();
      }
    }
  }

  /**
   * Tells the breaker what came of it; false where that says nothing about the service: the caller
   * gave up, or gave it less time than it is allowed.
   */
  private boolean decide(RemoteAnswer<?> answer, long begun, RemoteQuestion question) {
    long nanos = System.nanoTime() - begun;
    switch (answer) {
      case Answered<?> _ -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case Unavailable<?>(Reason reason) -> {
        boolean isImpatient = question.longest().compareTo(patience.timeout()) < 0;
        if (reason == Reason.INTERRUPTED || (reason == Reason.TIMEOUT && isImpatient)) {
          return false;
        }
        LOG.warn("No answer of {} to {}: {}.", name, question.operation(), reason);
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailed());
      }
    }
    return true;
  }

  private <T> RemoteAnswer<T> repeated(RemoteQuestion question, Reading<T> reading, long latest) {
    RemoteAnswer<T> last = new Unavailable<>(Reason.TIMEOUT);
    for (int number = 1; number <= patience.attempts(); number++) {
      Duration remaining = Duration.ofNanos(latest - System.nanoTime());
      if (!remaining.isPositive()) {
        return last;
      }
      Duration timeout =
          remaining.compareTo(patience.timeout()) < 0 ? remaining : patience.timeout();
      RemoteAttempt<T> attempt =
          RemoteAttempt.make(
              client, question.request().apply(number), timeout, patience.mostBytes(), reading);
      last = attempt.answer();
      meters.counter(name + ".attempts", tags(question, last)).increment();
      boolean isLast = number == patience.attempts();
      if (isLast || !attempt.mayRepeat() || !pause(wait(attempt, number), latest)) {
        return last;
      }
    }
    return last;
  }

  private Duration wait(RemoteAttempt<?> attempt, int number) {
    Duration backoff = patience.backoff(number);
    @Nullable Duration asked = attempt.retryAfter();
    return asked == null || asked.compareTo(backoff) < 0 ? backoff : asked;
  }

  /** Waits, unless there would be no time left afterwards. */
  private static boolean pause(Duration wait, long latest) {
    if (System.nanoTime() + wait.toNanos() - latest >= 0) {
      return false;
    }
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Tags tags(RemoteQuestion question, RemoteAnswer<?> answer) {
    String outcome =
        switch (answer) {
          case Answered<?> _ -> "answered";
          case Unavailable<?>(Reason reason) -> reason.name().toLowerCase(Locale.ROOT);
        };
    return Tags.of("operation", question.operation(), "outcome", outcome);
  }

  private static double openness(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }
}
