package app.countersign.llm;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Function;

/**
 * One provider's turn in a call: attempts with waits between them, as long as they fit in the time
 * left. The whole turn is one success or one failure for the provider's breaker.
 */
final class RetryCycle {
  private final ProviderLine line;
  private final LanguageModelSettings settings;
  private final TimeLeft time;
  private final Duration given;
  private int failed;
  private Duration nextWait = Duration.ZERO;

  RetryCycle(ProviderLine line, LanguageModelSettings settings, TimeLeft time) {
    this.line = line;
    this.settings = settings;
    this.time = time;
    this.given = time.remaining();
  }

  /**
   * Has the attempt made, and made again.
   *
   * @param attempt takes how long it may take
   * @throws ModelFailure of the last attempt
   */
  ModelReply run(Function<Duration, ModelReply> attempt) {
    line.enter();
    boolean isCounted = false;
    try {
      ModelReply reply = retried(attempt);
      line.succeeded();
      isCounted = true;
      return reply;
    } catch (ModelFailure failure) {
      if (countsAgainstProvider(failure)) {
        line.failed(failure);
        isCounted = true;
      }
      throw failure;
    } finally {
      if (!isCounted) {
        line.left();
      }
    }
  }

  private ModelReply retried(Function<Duration, ModelReply> attempt) {
    // How long to wait depends on the answer and on the time left, and waiting has to notice an
    // interrupt; so the wait is the first part of the next attempt.
    RetryConfig config =
        RetryConfig.<ModelReply>custom()
            .maxAttempts(settings.maxAttempts())
            .intervalBiFunction((attempts, outcome) -> 0L)
            .retryOnException(this::isTriedAgain)
            .build();
    return Retry.of(line.settings().provider().name(), config)
        .executeSupplier(
            () -> {
              Attempt.pause(nextWait);
              return attempt.apply(limit());
            });
  }

  private Duration limit() {
    Duration left = time.remaining();
    Duration most = settings.attemptTimeout();
    return most == null ? left : TimeLeft.shorter(most, left);
  }

  private boolean isTriedAgain(Throwable thrown) {
    if (!(thrown instanceof ModelFailure failure) || !failure.isWorthAnother()) {
      return false;
    }
    failed++;
    nextWait = wait(failure);
    Duration leastLeft = settings.deadline().dividedBy(10);
    return nextWait.plus(leastLeft).compareTo(time.remaining()) <= 0;
  }

  private Duration wait(ModelFailure failure) {
    if (failure.retryAfter() != null) {
      return failure.retryAfter();
    }
    int doublings = failure.kind() == FailureKind.RATE_LIMITED ? failed : failed - 1;
    return settings.retryWait().multipliedBy(1L << doublings);
  }

  /** A provider that got the rest of somebody else's time is not to blame for being slow. */
  private boolean countsAgainstProvider(ModelFailure failure) {
    if (failure.kind() != FailureKind.TIMEOUT) {
      return failure.isProvidersOwn();
    }
    Duration fair = settings.deadline().dividedBy(2);
    Duration most = settings.attemptTimeout();
    return given.compareTo(most == null ? fair : TimeLeft.shorter(most, fair)) >= 0;
  }
}
