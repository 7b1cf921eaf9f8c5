package app.countersign.job;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** One chunk of one job on the schedule; the instance names both. */
@Singleton
class ChunkTask implements ScheduledWork {
  private static final char SEPARATOR = ':';

  /** After a chunk that could not even be marked as failed: the database was away. */
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(2);

  private final OneTimeTask<Void> task;

  ChunkTask(BeanProvider<ChunkRunner> runner) {
    this.task =
        Tasks.oneTime("job-chunk")
            .onFailure(new FailureHandler.OnFailureRetryLater<>(TRIED_AGAIN))
            .execute(
                (instance, context) -> {
                  String id = instance.getId();
                  int end = id.indexOf(SEPARATOR);
                  runner
                      .get()
                      .run(
                          UUID.fromString(id.substring(0, end)),
                          Integer.parseInt(id.substring(end + 1)));
                });
  }

  @Override
  public OneTimeTask<Void> task() {
    return task;
  }

  static String instance(UUID jobId, int number) {
    return jobId.toString() + SEPARATOR + number;
  }
}
