package app.countersign.merchant;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** One hint on the schedule. */
@Singleton
class HintTask implements ScheduledWork {
  private static final String LOGIN = ":login";
  private static final int MOST_RETRIES = 6;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(20);

  private final OneTimeTask<Void> task;

  HintTask(BeanProvider<Hints> hints) {
    this.task =
        Tasks.oneTime("merchant-hint")
            .onFailure(
                new MaxRetriesFailureHandler<>(
                    MOST_RETRIES,
                    new ExponentialBackoffFailureHandler<>(FIRST_WAIT, 2),
                    (complete, operations) ->
                        hints.get().forget(id(complete.getExecution().taskInstance.getId()))))
            .execute(
                (instance, context) ->
                    hints.get().follow(id(instance.getId()), instance.getId().endsWith(LOGIN)));
  }

  @Override
  public OneTimeTask<Void> task() {
    return task;
  }

  static String instance(UUID hintId, boolean wantsLogin) {
    return wantsLogin ? hintId + LOGIN : hintId.toString();
  }

  private static UUID id(String instance) {
    return UUID.fromString(
        instance.endsWith(LOGIN)
            ? instance.substring(0, instance.length() - LOGIN.length())
            : instance);
  }
}
