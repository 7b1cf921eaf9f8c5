package app.countersign.llm;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One provider for the life of the server: its settings, its breaker and, once needed, a client.
 */
final class ProviderLine implements AutoCloseable {
  private final ProviderSettings settings;
  private final CircuitBreaker breaker;
  private final Supplier<ModelClient> opening;
  private @Nullable ModelClient client;

  ProviderLine(
      ProviderSettings settings,
      LanguageModelSettings all,
      Clock clock,
      Supplier<ModelClient> opening) {
    this.settings = settings;
    this.opening = opening;
    this.breaker =
        CircuitBreaker.of(
            settings.provider().name(),
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    all.breakerFailures(), all.breakerFailures(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(all.breakerWait())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build());
  }

  ProviderSettings settings() {
    return settings;
  }

  /** Opened by the first call, so that a server that asks nobody loads none of it. */
  synchronized ModelClient client() {
    if (client == null) {
      client = opening.get();
    }
    return client;
  }

  /**
   * Lets a call through, which ends by one of the other three.
   *
   * @throws ModelFailure of kind REFUSED_OPEN when the provider is to be left alone
   */
  void enter() {
    if (!breaker.tryAcquirePermission()) {
      throw ModelFailure.of(
          FailureKind.REFUSED_OPEN, "it failed too often and is left alone for a while");
    }
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(ModelFailure failure) {
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
  }

  /** The call ended in a way that says nothing about the provider. */
  void left() {
    breaker.releasePermission();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
