package app.countersign.assistant;

import app.countersign.platform.schedule.Schedule;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * One answer on the schedule, which keeps it until it has ended: a server that dies over it is
 * missed after some heartbeats, and another takes it up. A server that has no place for it now puts
 * it back, so that none of the schedule's threads waits.
 */
@Singleton
class AnswerTask implements ScheduledWork {
  private static final char SEPARATOR = ':';
  private static final Duration NO_PLACE = Duration.ofMillis(300);
  private static final Duration NOT_STORED = Duration.ofSeconds(2);

  private final CustomTask<Void> task;
  private final BeanProvider<Schedule> schedule;
  private final Clock clock;

  AnswerTask(BeanProvider<Answering> answering, BeanProvider<Schedule> schedule, Clock clock) {
    this.schedule = schedule;
    this.clock = clock;
    this.task =
        Tasks.custom("assistant-answer", Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(NOT_STORED))
            .onDeadExecutionRevive()
            .execute(
                (instance, context) -> {
                  String id = instance.getId();
                  UUID answerId = UUID.fromString(id.substring(0, id.indexOf(SEPARATOR)));
                  return answering.get().run(answerId)
                      ? new OnCompleteRemove<>()
                      : new OnCompleteReschedule<>(FixedDelay.of(NO_PLACE));
                });
  }

  @Override
  public Task<Void> task() {
    return task;
  }

  /**
   * Has the answer made soon, by whichever server; in the running transaction.
   *
   * @param attemptLimit tells one scheduling of an answer from another
   */
  void schedule(UUID answerId, int attemptLimit) {
    schedule
        .get()
        .runSoon(task, List.of(answerId.toString() + SEPARATOR + attemptLimit), clock.instant());
  }
}
