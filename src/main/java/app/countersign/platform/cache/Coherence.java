package app.countersign.platform.cache;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.listen.NotificationListener;
import app.countersign.platform.db.listen.PgNotifications;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionDefinition.Isolation;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What caches have to do with the transaction that is running, and with other servers. */
final class Coherence implements NotificationListener {
  static final String CHANNEL = "countersign_cache";

  private final TransactionOperations<Connection> transactions;
  private final PgNotifications notifications;
  private final Function<String, @Nullable Cache<?, ?>> byName;
  private final Runnable onLost;
  private final Runnable onListening;

  /** Tells this server's own words from those of others. */
  private final String server = Ids.next().toString();

  Coherence(
      TransactionOperations<Connection> transactions,
      PgNotifications notifications,
      Function<String, @Nullable Cache<?, ?>> byName,
      Runnable onLost,
      Runnable onListening) {
    this.transactions = transactions;
    this.notifications = notifications;
    this.byName = byName;
    this.onLost = onLost;
    this.onListening = onListening;
  }

  PgNotifications.Subscription begin() {
    return notifications.subscribe(CHANNEL, this);
  }

  /** Whether the running transaction may see what others may not, or not what they may. */
  boolean isPassedBy() {
    Optional<? extends TransactionStatus<?>> running = transactions.findTransactionStatus();
    if (running.isEmpty()) {
      return false;
    }
    TransactionDefinition definition = running.get().getTransactionDefinition();
    boolean isReadOnly = definition.isReadOnly().orElse(false);
    Isolation isolation = definition.getIsolationLevel().orElse(Isolation.READ_COMMITTED);
    return !isReadOnly
        || isolation == Isolation.REPEATABLE_READ
        || isolation == Isolation.SERIALIZABLE;
  }

  /** Tells the other servers in the running transaction: they hear it if that commits. */
  void tell(String cache, String key) {
    notifications.notify(CHANNEL, server + ":" + cache + ":" + key);
  }

  /** Does it when the running transaction has committed, or now where there is none. */
  void afterCommit(Runnable work) {
    Optional<? extends TransactionStatus<?>> running = transactions.findTransactionStatus();
    if (running.isEmpty()) {
      work.run();
      return;
    }
    running
        .get()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                work.run();
              }
            });
  }

  @Override
  public void heard(String payload) {
    String[] parts = payload.split(":", 3);
    if (parts.length < 3 || parts[0].equals(server)) {
      return;
    }
    Cache<?, ?> cache = byName.apply(parts[1]);
    if (cache != null) {
      cache.invalidateHeard(parts[2]);
    }
  }

  @Override
  public void listening() {
    onListening.run();
  }

  @Override
  public void lost() {
    onLost.run();
  }
}
