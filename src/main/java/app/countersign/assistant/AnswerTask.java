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
 * One answer on the schedule, which keeps it until it has ended. An answer is made beside the
 * schedule, so that none of its threads is held up; the task comes back when the answer must have
 * ended, and finds either that it has or that its server is no more, and begins it again. A server
 * that has no place for it now puts it back for whoever has.
 */
@Singleton
class AnswerTask implements ScheduledWork {
  private static final char SEPARATOR = ':';
  private static final Duration NO_PLACE = Duration.ofMillis(300);
  private static final Duration NOT_STORED = Duration.ofSeconds(2);

  /** What storing the end of an answer may take at most. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final CustomTask<Void> task;
  private final BeanProvider<Schedule> schedule;
  private final Clock clock;

  AnswerTask(
      BeanProvider<Answering> answering,
      BeanProvider<Schedule> schedule,
      AssistantConfiguration configuration,
      Clock clock) {
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
                  return switch (answering.get().begin(answerId)) {
                    case ENDED -> new OnCompleteRemove<>();
                    case NO_PLACE -> again(NO_PLACE);
                    case BEGUN -> again(configuration.deadline().plus(MARGIN));
                  };
                });
  }

  private static OnCompleteReschedule<Void> again(Duration wait) {
    return new OnCompleteReschedule<>(FixedDelay.of(wait));
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
