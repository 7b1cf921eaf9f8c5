package app.countersign.identity;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what no longer says anything: sessions that are long over, with their refresh tokens, and
 * failures nobody counts any more. Harmless on several servers at once.
 */
@Singleton
class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration KEEP_SESSIONS = Duration.ofDays(7);
  private static final Duration KEEP_FAILURES = Duration.ofDays(1);

  private final SessionRepository sessions;
  private final SignInFailureRepository failures;
  private final Clock clock;

  Housekeeping(SessionRepository sessions, SignInFailureRepository failures, Clock clock) {
    this.sessions = sessions;
    this.failures = failures;
    this.clock = clock;
  }

  @Scheduled(initialDelay = "10m", fixedDelay = "1h")
  void sweep() {
    Instant now = clock.instant();
    int oldSessions = sessions.purge(now.minus(KEEP_SESSIONS));
    int oldFailures = failures.purge(now.minus(KEEP_FAILURES));
    LOG.debug("Deleted {} sessions and {} counts of failures", oldSessions, oldFailures);
  }
}
