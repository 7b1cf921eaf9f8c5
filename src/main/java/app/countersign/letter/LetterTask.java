package app.countersign.letter;

import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.Postman;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** Sends waiting letters, again and again; one server at a time. */
@Singleton
class LetterTask implements ScheduledWork {
  private final RecurringTask<Void> task;

  LetterTask(MailConfiguration configuration, BeanProvider<Postman> postman) {
    this.task =
        Tasks.recurring("deliver-letters", FixedDelay.of(configuration.interval()))
            .execute((instance, context) -> postman.get().sendDue(DeliveryChannel.EMAIL));
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }
}
