package app.countersign.knot;

import app.countersign.knot.KnotFault.Reason;
import app.countersign.platform.admission.Pass;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls over HTTP with Basic authentication. What may go better the next time is tried again after
 * a pause, as long as the call's deadline allows. After five calls in a row that failed Knot is
 * left alone for a minute, then one call tries it.
 */
final class KnotCalls {
  private static final Logger LOG = LoggerFactory.getLogger(KnotCalls.class);
  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration LEFT_ALONE_FOR = Duration.ofMinutes(1);

  private final KnotConfiguration configuration;
  private final MeterRegistry meters;
  private final HttpClient client;
  private final CircuitBreaker breaker;
  private final String authorization;

  KnotCalls(KnotConfiguration configuration, MeterRegistry meters, Clock clock) {
    this.configuration = configuration;
    this.meters = meters;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(configuration.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.breaker = breaker(clock);
    String keys = configuration.clientId() + ":" + configuration.secret();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer of a POST; a {@link KnotFault} where there is none. */
  JsonNode post(String path, ObjectNode body) {
    return call(path, request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  /** The answer of a GET; a {@link KnotFault} where there is none. */
  JsonNode get(String path, String operation) {
    return call(operation, request(path).GET());
  }

  void close() {
    client.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    String base = configuration.baseUrl().toString();
    URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    return HttpRequest.newBuilder(uri)
        .header("Authorization", authorization)
        .header("Knot-Version", configuration.apiVersion())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private JsonNode call(String operation, HttpRequest.Builder request) {
    long begun = System.nanoTime();
    String outcome = "answered";
    try {
      if (!breaker.tryAcquirePermission()) {
        throw new KnotFault(Reason.LEFT_ALONE);
      }
      return Pass.outside(() -> permitted(request, begun));
    } catch (KnotFault fault) {
      outcome = fault.reason().name().toLowerCase(Locale.ROOT);
      LOG.warn("Knot did not answer {}: {}.", operation, fault.reason());
      throw fault;
    } finally {
      meters
          .timer("knot.calls", "operation", operation, "outcome", outcome)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private JsonNode permitted(HttpRequest.Builder request, long begun) {
    boolean isDecided = false;
    try {
      JsonNode answer = repeated(request, begun + configuration.deadline().toNanos());
      breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      isDecided = true;
      return answer;
    } catch (KnotFault fault) {
      isDecided = decide(fault, System.nanoTime() - begun);
      throw fault;
    } finally {
      if (!isDecided) {
        breaker.releasePermission();
      }
    }
  }

  /** Refusing a question is an answer; that our own patience ended says nothing about Knot. */
  private boolean decide(KnotFault fault, long nanos) {
    switch (fault.reason()) {
      case NOT_FOUND, REFUSED -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case INTERRUPTED, LEFT_ALONE -> {
        return false;
      }
      case UNREACHABLE, TIMEOUT, RATE_LIMITED, FAILED, KEYS_REFUSED, MALFORMED ->
          breaker.onError(nanos, TimeUnit.NANOSECONDS, fault);
    }
    return true;
  }

  private JsonNode repeated(HttpRequest.Builder request, long latest) {
    for (int number = 1; ; number++) {
      Duration remaining = Duration.ofNanos(latest - System.nanoTime());
      Duration timeout =
          remaining.compareTo(configuration.timeout()) < 0 ? remaining : configuration.timeout();
      if (!timeout.isPositive()) {
        throw new KnotFault(Reason.TIMEOUT);
      }
      try {
        return read(KnotAttempt.make(client, request.timeout(timeout).build(), timeout));
      } catch (KnotFault fault) {
        boolean mayRepeat = fault.reason().mayPass() && fault.reason() != Reason.INTERRUPTED;
        if (number == configuration.attempts()
            || !mayRepeat
            || !pause(wait(fault, number), latest)) {
          throw fault;
        }
      }
    }
  }

  private static JsonNode read(byte[] answer) {
    try {
      return READER.readTree(answer);
    } catch (IOException _) {
      throw new KnotFault(Reason.MALFORMED);
    }
  }

  private Duration wait(KnotFault fault, int number) {
    Duration backoff = configuration.backoff(number);
    @Nullable Duration asked = fault.retryAfter();
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

  private static CircuitBreaker breaker(Clock clock) {
    return CircuitBreaker.of(
        "knot",
        CircuitBreakerConfig.custom()
            .slidingWindow(FAILURES_IN_A_ROW, FAILURES_IN_A_ROW, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            .waitDurationInOpenState(LEFT_ALONE_FOR)
            .permittedNumberOfCallsInHalfOpenState(1)
            .clock(clock)
            .build());
  }
}
