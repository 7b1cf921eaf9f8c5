package app.countersign.merchant;

import app.countersign.platform.schedule.Schedule;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micronaut.context.BeanProvider;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The sync of one account on the schedule. What fails, or finds another at work who may have died,
 * comes again later; one request more than is needed finds nothing to do.
 */
@Singleton
class SyncTask implements ScheduledWork {
  private static final char SEPARATOR = ':';
  private static final int MOST_RETRIES = 8;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(20);

  private final OneTimeTask<Void> task;

  SyncTask(BeanProvider<PurchaseSync> sync) {
    this.task =
        Tasks.oneTime("purchase-sync")
            .onFailure(
                new MaxRetriesFailureHandler<>(
                    MOST_RETRIES,
                    new ExponentialBackoffFailureHandler<>(FIRST_WAIT, 2),
                    (complete, operations) ->
                        sync.get().giveUp(account(complete.getExecution().taskInstance.getId()))))
            .execute(
                (instance, context) -> {
                  switch (sync.get().sync(account(instance.getId()))) {
                    case BUSY, LATER -> throw new NotNow();
                    case DONE, NOTHING_TO_DO, FAILED -> {}
                  }
                });
  }

  private static UUID account(String instance) {
    return UUID.fromString(instance.substring(0, instance.indexOf(SEPARATOR)));
  }

  /** Has the schedule come again. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNow() {
      super("It is tried again later.", null, false, false);
    }
  }

  @Override
  public OneTimeTask<Void> task() {
    return task;
  }

  /** Asks for syncs, in the running transaction. */
  @Singleton
  static class Requests {
    private final SyncTask task;
    private final LinkedAccountRepository accounts;
    private final Schedule schedule;
    private final Clock clock;

    Requests(SyncTask task, LinkedAccountRepository accounts, Schedule schedule, Clock clock) {
      this.task = task;
      this.accounts = accounts;
      this.schedule = schedule;
      this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void request(UUID accountId) {
      long number = accounts.wantSync(accountId);
      schedule.runSoon(
          task.task(), List.of(accountId.toString() + SEPARATOR + number), clock.instant());
    }
  }
}
