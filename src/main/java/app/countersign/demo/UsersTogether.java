package app.countersign.demo;

import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/** Goes through many users, some in each transaction; stops soon when its thread is interrupted. */
@Singleton
@Requires(condition = DemoCondition.class)
final class UsersTogether {
  private static final int TOGETHER = 25;

  private final TransactionOperations<Connection> transactions;

  UsersTogether(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  /** Does the work for all of them, in their order. */
  void each(List<String> userIds, Consumer<List<String>> work) {
    for (int from = 0; from < userIds.size(); from += TOGETHER) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      List<String> some = userIds.subList(from, Math.min(from + TOGETHER, userIds.size()));
      transactions.executeWrite(
          _ -> {
            work.accept(some);
            return some.size();
          });
    }
  }
}
