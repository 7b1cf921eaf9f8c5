package app.countersign.insight;

import app.countersign.insight.InsightStateRepository.Due;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, every few seconds, the insights of those whose data changed: batch by batch in the order
 * of their waiting, each customer in a transaction of their own.
 */
@Singleton
class DueInsights implements ScheduledWork {
  private static final Logger LOG = LoggerFactory.getLogger(DueInsights.class);
  private static final int BATCH = 500;

  private final InsightStateRepository states;
  private final InsightMaking making;
  private final RecurringTask<Void> task;

  DueInsights(
      InsightStateRepository states, InsightMaking making, InsightConfiguration configuration) {
    this.states = states;
    this.making = making;
    this.task =
        Tasks.recurring("make-insights", FixedDelay.of(configuration.every()))
            .execute((instance, context) -> makeAll());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  /** Makes the insights of everybody who is due now; tells how many that were. */
  int makeAll() {
    int made = 0;
    int failed = 0;
    List<Due> batch = states.due(Due.FIRST, BATCH);
    while (!batch.isEmpty() && !Thread.currentThread().isInterrupted()) {
      for (Due due : batch) {
        try {
          made += making.makeDue(due.personId()) ? 1 : 0;
        } catch (RuntimeException problem) {
          // One customer's data must not keep the others waiting; who failed is tried again later.
          failed++;
          states.putOff(due.personId());
          LOG.warn("The insights of a customer could not be made.", problem);
        }
      }
      batch = states.due(batch.getLast(), BATCH);
    }
    if (made + failed > 0) {
      LOG.debug("Made the insights of {} customers, {} failed", made, failed);
    }
    return made;
  }
}
