package app.countersign.knot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an account's transactions, in no order.
 *
 * @param nextCursor where it goes on; null when there is no more for now
 */
public record TransactionPage(List<KnotTransaction> transactions, @Nullable String nextCursor) {
  /** Copies the list. */
  public TransactionPage {
    transactions = List.copyOf(transactions);
  }
}
