package app.countersign.delivery;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/**
 * Sends what is due, again and again; one server at a time. Letters have a task of their own, so
 * that a mail server that is slow holds nothing else up.
 */
@Singleton
class DeliveryTask implements ScheduledWork {
  private final RecurringTask<Void> task;

  DeliveryTask(DeliveryConfiguration configuration, BeanProvider<Postman> postman) {
    this.task =
        Tasks.recurring("deliver", FixedDelay.of(configuration.interval()))
            .execute(
                (instance, context) -> {
                  postman.get().sendDue(DeliveryChannel.LOG);
                  postman.get().sendDue(DeliveryChannel.WEBHOOK);
                });
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }
}
