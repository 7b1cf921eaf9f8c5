package app.countersign.identity;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what no longer says anything: sessions that are long over, with their refresh tokens, and
 * failures nobody counts any more.
 */
@Singleton
class Housekeeping implements ScheduledWork {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration KEEP_SESSIONS = Duration.ofDays(7);
  private static final Duration KEEP_FAILURES = Duration.ofDays(1);

  private final SessionRepository sessions;
  private final SignInFailureRepository failures;
  private final Clock clock;
  private final RecurringTask<Void> task;

  Housekeeping(SessionRepository sessions, SignInFailureRepository failures, Clock clock) {
    this.sessions = sessions;
    this.failures = failures;
    this.clock = clock;
    this.task =
        Tasks.recurring("forget-sessions", FixedDelay.ofHours(1))
            .execute((instance, context) -> sweep());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void sweep() {
    Instant now = clock.instant();
    int oldSessions = sessions.purge(now.minus(KEEP_SESSIONS));
    int oldFailures = failures.purge(now.minus(KEEP_FAILURES));
    LOG.debug("Deleted {} sessions and {} counts of failures", oldSessions, oldFailures);
  }
}
