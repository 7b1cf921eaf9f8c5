package app.countersign.contractchat;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up, every few seconds, the answers whose server died while it wrote them. */
@Singleton
class StalledAnswers implements ScheduledWork {
  static final String FAILURE = "The server stopped before the answer was whole; ask again.";
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(StalledAnswers.class);

  private final AnswerRepository answers;
  private final ContractChatConfiguration configuration;
  private final Clock clock;
  private final RecurringTask<Void> task;

  StalledAnswers(AnswerRepository answers, ContractChatConfiguration configuration, Clock clock) {
    this.answers = answers;
    this.configuration = configuration;
    this.clock = clock;
    this.task =
        Tasks.recurring("give-up-stalled-answers", FixedDelay.of(EVERY))
            .execute((instance, context) -> giveUp());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void giveUp() {
    int stalled = answers.failStalled(clock.instant().minus(configuration.stalledAfter()), FAILURE);
    if (stalled > 0) {
      LOG.warn("Gave up {} answers that were never ended", stalled);
    }
  }
}
