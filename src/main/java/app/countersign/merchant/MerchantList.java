package app.countersign.merchant;

import app.countersign.feature.Features;
import app.countersign.knot.Knot;
import app.countersign.knot.KnotFault;
import app.countersign.knot.KnotMerchant;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.BeanProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the list of merchants, which is read once a day. */
@Singleton
class MerchantList {
  private static final Logger LOG = LoggerFactory.getLogger(MerchantList.class);
  private static final Duration AGE = Duration.ofDays(1);
  private static final Duration LOOKS_EVERY = Duration.ofMinutes(10);

  private final Features features;
  private final @Nullable Knot knot;
  private final MerchantRepository merchants;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  MerchantList(
      Features features,
      @Nullable Knot knot,
      MerchantRepository merchants,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.features = features;
    this.knot = knot;
    this.merchants = merchants;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Reads the list if that was not done for a day; whether it was. */
  boolean refresh() {
    if (knot == null || !features.isKnotOn()) {
      return false;
    }
    Instant now = clock.instant();
    Instant readAt = merchants.listReadAt();
    if (readAt != null && readAt.plus(AGE).isAfter(now)) {
      return false;
    }
    try {
      List<KnotMerchant> listed = knot.merchants();
      transactions.executeWrite(
          status -> {
            merchants.putAll(listed, now);
            return true;
          });
      return true;
    } catch (KnotFault fault) {
      // What was read before stays, and it is tried again soon.
      LOG.warn("The list of merchants could not be read: {}.", fault.reason());
      return false;
    }
  }

  /** On the schedule. */
  @Singleton
  static class Task implements ScheduledWork {
    private final RecurringTask<Void> task;

    Task(BeanProvider<MerchantList> list) {
      this.task =
          Tasks.recurring("merchant-list", FixedDelay.of(LOOKS_EVERY))
              .execute((instance, context) -> list.get().refresh());
    }

    @Override
    public RecurringTask<Void> task() {
      return task;
    }
  }
}
