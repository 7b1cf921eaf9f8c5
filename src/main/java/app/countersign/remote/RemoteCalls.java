package app.countersign.remote;

import app.countersign.platform.admission.Pass;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.RemoteAnswer.Unavailable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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
            .connectTimeout(patience.timeout())
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

  /**
   * Asks.
   *
   * @param question the request of an attempt, by its number from 1
   * @param longest how long the caller waits, all attempts together
   */
  public RemoteAnswer ask(IntFunction<HttpRequest.Builder> question, Duration longest) {
    long begun = System.nanoTime();
    RemoteAnswer answer =
        breaker.tryAcquirePermission()
            ? Pass.outside(() -> permitted(question, begun, longest))
            : new Unavailable(Reason.LEFT_ALONE);
    meters
        .timer(name + ".calls", "outcome", outcome(answer))
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return answer;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private RemoteAnswer permitted(
      IntFunction<HttpRequest.Builder> question, long begun, Duration longest) {
    boolean isDecided = false;
    try {
      RemoteAnswer answer = repeated(question, begun + longest.toNanos());
      isDecided = decide(answer, begun, longest);
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
  private boolean decide(RemoteAnswer answer, long begun, Duration longest) {
    long nanos = System.nanoTime() - begun;
    switch (answer) {
      case Answered _ -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case Unavailable(Reason reason) -> {
        boolean isImpatient = longest.compareTo(patience.timeout()) < 0;
        if (reason == Reason.INTERRUPTED || (reason == Reason.TIMEOUT && isImpatient)) {
          return false;
        }
        LOG.warn("No answer of {}: {}.", name, reason);
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailed());
      }
    }
    return true;
  }

  private RemoteAnswer repeated(IntFunction<HttpRequest.Builder> question, long latest) {
    RemoteAnswer last = new Unavailable(Reason.TIMEOUT);
    for (int number = 1; number <= patience.attempts(); number++) {
      Duration remaining = Duration.ofNanos(latest - System.nanoTime());
      if (!remaining.isPositive()) {
        return last;
      }
      Duration timeout =
          remaining.compareTo(patience.timeout()) < 0 ? remaining : patience.timeout();
      RemoteAttempt attempt =
          RemoteAttempt.make(client, question.apply(number), timeout, patience.mostBytes());
      meters.counter(name + ".attempts", "outcome", outcome(attempt.answer())).increment();
      last = attempt.answer();
      boolean isLast = number == patience.attempts();
      if (isLast || !attempt.mayRepeat() || !pause(wait(attempt, number), latest)) {
        return last;
      }
    }
    return last;
  }

  private Duration wait(RemoteAttempt attempt, int number) {
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

  private static String outcome(RemoteAnswer answer) {
    return switch (answer) {
      case Answered _ -> "answered";
      case Unavailable(Reason reason) -> reason.name().toLowerCase(Locale.ROOT);
    };
  }

  private static double openness(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }
}
