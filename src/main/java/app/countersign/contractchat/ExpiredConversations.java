package app.countersign.contractchat;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes, each hour, the conversations whose time is over; nobody sees them from then on. */
@Singleton
class ExpiredConversations implements ScheduledWork {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredConversations.class);

  private final ConversationRepository conversations;
  private final Clock clock;
  private final RecurringTask<Void> task;

  ExpiredConversations(ConversationRepository conversations, Clock clock) {
    this.conversations = conversations;
    this.clock = clock;
    this.task =
        Tasks.recurring("delete-expired-conversations", FixedDelay.ofHours(1))
            .execute((instance, context) -> delete());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void delete() {
    int deleted = conversations.deleteExpired(clock.instant());
    LOG.debug("Deleted {} conversations", deleted);
  }
}
