package app.countersign.insight;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each quarter of an hour: marks as due whose insights grew old though no data came, asks the
 * warehouse where one is switched on, and forgets what was dismissed and has long been gone.
 */
@Singleton
class InsightSweep implements ScheduledWork {
  private static final Logger LOG = LoggerFactory.getLogger(InsightSweep.class);
  private static final int BATCH = 500;
  private static final Duration GONE_FOR = Duration.ofDays(90);

  private final InsightStateRepository states;
  private final InsightRepository insights;
  private final InsightMaking making;
  private final @Nullable OutsideInsights outside;
  private final InsightConfiguration configuration;
  private final Clock clock;
  private final RecurringTask<Void> task;

  InsightSweep(
      InsightStateRepository states,
      InsightRepository insights,
      InsightMaking making,
      @Nullable OutsideInsights outside,
      InsightConfiguration configuration,
      Clock clock) {
    this.states = states;
    this.insights = insights;
    this.making = making;
    this.outside = outside;
    this.configuration = configuration;
    this.clock = clock;
    this.task =
        Tasks.recurring("sweep-insights", FixedDelay.of(configuration.sweep()))
            .execute((instance, context) -> sweep());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void sweep() {
    Instant now = clock.instant();
    insights.deleteGoneBefore(now.minus(GONE_FOR));
    int marked = BATCH;
    while (marked == BATCH) {
      marked = states.markMadeBefore(now.minus(configuration.remake()), BATCH);
    }
    if (outside != null) {
      askOutside(outside, now);
    }
  }

  private void askOutside(OutsideInsights source, Instant now) {
    Instant before = now.minus(configuration.outsideEvery());
    List<UUID> asked = states.outsideDue(before, configuration.outsideMost());
    int answered = 0;
    for (UUID personId : asked) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (states.takeOutside(personId, before, now)) {
        answered += ask(source, personId) ? 1 : 0;
      }
    }
    if (!asked.isEmpty()) {
      LOG.debug("Asked about {} customers, {} answers", asked.size(), answered);
    }
  }

  /** No transaction is open while the other side is waited for. */
  private boolean ask(OutsideInsights source, UUID personId) {
    try {
      OutsideAnswer answer = source.of(personId);
      return !answer.kinds().isEmpty() && making.storeOutside(personId, answer);
    } catch (RuntimeException problem) {
      LOG.warn("Findings from outside could not be stored.", problem);
      return false;
    }
  }
}
