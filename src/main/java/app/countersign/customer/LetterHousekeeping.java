package app.countersign.customer;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** Forgets what letters were about once they are long of no use. */
@Singleton
class LetterHousekeeping implements ScheduledWork {
  private final RecurringTask<Void> task;

  LetterHousekeeping(BeanProvider<AccountLetters> letters) {
    this.task =
        Tasks.recurring("forget-account-letters", FixedDelay.ofHours(6))
            .execute((instance, context) -> letters.get().sweep());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }
}
