package app.countersign.audit;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;

/** Makes a checkpoint again and again. */
@Singleton
class CheckpointWork implements ScheduledWork {
  private final RecurringTask<Void> task;

  CheckpointWork(Checkpoints checkpoints, CheckpointConfiguration configuration) {
    this.task =
        Tasks.recurring("audit-checkpoint", FixedDelay.of(configuration.every()))
            .execute((instance, context) -> checkpoints.make());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }
}
