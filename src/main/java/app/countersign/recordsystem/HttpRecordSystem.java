package app.countersign.recordsystem;

import app.countersign.platform.admission.Pass;
import app.countersign.recordsystem.Lookup.Found;
import app.countersign.recordsystem.Lookup.NotFound;
import app.countersign.recordsystem.Lookup.Reason;
import app.countersign.recordsystem.Lookup.Unavailable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record system over HTTP: {@code POST {"account_number": …}} with a bearer key. What may go
 * better the next time is tried again after a pause, as long as the caller waits. After five
 * lookups in a row that failed it is left alone for a minute, then one lookup tries it.
 */
@Singleton
@Requires(beans = RecordSystemConfiguration.class)
final class HttpRecordSystem implements RecordSystem {
  private static final Logger LOG = LoggerFactory.getLogger(HttpRecordSystem.class);
  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration LEFT_ALONE_FOR = Duration.ofMinutes(1);

  private final RecordSystemConfiguration configuration;
  private final MeterRegistry meters;
  private final HttpClient client;
  private final CircuitBreaker breaker;

  @Inject
  HttpRecordSystem(RecordSystemConfiguration configuration, MeterRegistry meters) {
    // How long somebody is left alone goes by the time that really passes.
    this(configuration, meters, Clock.systemUTC());
  }

  HttpRecordSystem(RecordSystemConfiguration configuration, MeterRegistry meters, Clock clock) {
    this.configuration = configuration;
    this.meters = meters;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(configuration.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.breaker = breaker(clock);
    Gauge.builder("record.system.left.alone", breaker, HttpRecordSystem::openness).register(meters);
  }

  /** Failures that do not come from an exception are counted by this one. */
  private static final class LookupFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LookupFailed() {
      super(null, null, false, false);
    }
  }

  @Override
  public Lookup lookUp(String accountNumber, Duration longest) {
    long begun = System.nanoTime();
    Lookup lookup =
        breaker.tryAcquirePermission()
            ? Pass.outside(() -> permitted(accountNumber, begun, longest))
            : new Unavailable(Reason.LEFT_ALONE);
    meters
        .timer("record.system.lookups", "outcome", outcome(lookup))
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return lookup;
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }

  private Lookup permitted(String accountNumber, long begun, Duration longest) {
    boolean isDecided = false;
    try {
      Lookup lookup = repeated(accountNumber, begun + longest.toNanos());
      isDecided = decide(lookup, begun, longest);
      return lookup;
    } finally {
      if (!isDecided) {
        breaker.releasePermission();
      }
    }
  }

  /**
   * Tells the breaker what came of it; false where that says nothing about the record system: the
   * caller gave up, or gave it less time than it is allowed.
   */
  private boolean decide(Lookup lookup, long begun, Duration longest) {
    long nanos = System.nanoTime() - begun;
    switch (lookup) {
      case Found _, NotFound _ -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case Unavailable(Reason reason) -> {
        boolean isImpatient = longest.compareTo(configuration.timeout()) < 0;
        if (reason == Reason.INTERRUPTED || (reason == Reason.TIMEOUT && isImpatient)) {
          return false;
        }
        LOG.warn("The record system did not answer: {}.", reason);
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new LookupFailed());
      }
    }
    return true;
  }

  private Lookup repeated(String accountNumber, long latest) {
    Lookup last = new Unavailable(Reason.TIMEOUT);
    for (int number = 1; number <= configuration.attempts(); number++) {
      Duration remaining = Duration.ofNanos(latest - System.nanoTime());
      if (!remaining.isPositive()) {
        return last;
      }
      Duration timeout = shorter(remaining, configuration.timeout());
      Attempt attempt = Attempt.make(client, configuration, accountNumber, timeout);
      meters.counter("record.system.attempts", "outcome", outcome(attempt.lookup())).increment();
      last = attempt.lookup();
      boolean isLast = number == configuration.attempts();
      if (isLast || !attempt.mayRepeat() || !pause(wait(attempt, number), latest)) {
        return last;
      }
    }
    return last;
  }

  private Duration wait(Attempt attempt, int number) {
    Duration backoff = configuration.backoff(number);
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

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String outcome(Lookup lookup) {
    return switch (lookup) {
      case Found _ -> "found";
      case NotFound _ -> "not_found";
      case Unavailable(Reason reason) -> reason.name().toLowerCase(Locale.ROOT);
    };
  }

  private static double openness(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }

  private static CircuitBreaker breaker(Clock clock) {
    return CircuitBreaker.of(
        "record-system",
        CircuitBreakerConfig.custom()
            .slidingWindow(FAILURES_IN_A_ROW, FAILURES_IN_A_ROW, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            .waitDurationInOpenState(LEFT_ALONE_FOR)
            .permittedNumberOfCallsInHalfOpenState(1)
            .clock(clock)
            .build());
  }
}
