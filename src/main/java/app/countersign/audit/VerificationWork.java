package app.countersign.audit;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;

/** Checks the whole trail again and again, whether anybody asks or not. */
@Singleton
class VerificationWork implements ScheduledWork {
  private final RecurringTask<Void> task;

  VerificationWork(AuditVerifier verifier, CheckpointConfiguration configuration) {
    this.task =
        Tasks.recurring("audit-verification", FixedDelay.of(configuration.verifyEvery()))
            .execute((instance, context) -> verifier.verify(null, null));
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }
}
