package app.countersign.platform.graphql;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, each hour, the idempotency keys that are older than the seven days they hold. */
@Singleton
class IdempotencyKeyRetention implements ScheduledWork {
  static final Duration KEEP = Duration.ofDays(7);
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyKeyRetention.class);

  private final IdempotencyKeys keys;
  private final Clock clock;
  private final RecurringTask<Void> task;

  IdempotencyKeyRetention(IdempotencyKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.task =
        Tasks.recurring("forget-idempotency-keys", FixedDelay.ofHours(1))
            .execute((instance, context) -> purge());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void purge() {
    int forgotten = keys.purge(clock.instant().minus(KEEP));
    LOG.debug("Forgot {} idempotency keys", forgotten);
  }
}
