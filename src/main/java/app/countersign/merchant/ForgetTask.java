package app.countersign.merchant;

import app.countersign.knot.Knot;
import app.countersign.knot.KnotFault;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has the other side erase a person who was erased here; tries for days. */
@Singleton
class ForgetTask implements ScheduledWork {
  private static final int MOST_RETRIES = 14;
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

  private final OneTimeTask<Void> task;

  ForgetTask(@Nullable Knot knot) {
    this.task =
        Tasks.oneTime("merchant-forget")
            .onFailure(
                new MaxRetriesFailureHandler<>(
                    MOST_RETRIES, new ExponentialBackoffFailureHandler<>(FIRST_WAIT, 2)))
            .execute((instance, context) -> forget(knot, UUID.fromString(instance.getId())));
  }

  @Override
  public OneTimeTask<Void> task() {
    return task;
  }

  private static void forget(@Nullable Knot knot, UUID personId) {
    if (knot == null) {
      throw new SyncTask.NotNow();
    }
    try {
      knot.deleteUser(personId);
    } catch (KnotFault fault) {
      throw new SyncTask.NotNow();
    }
  }
}
