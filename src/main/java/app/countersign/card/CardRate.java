package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What purchases of some categories earn.
 *
 * @param categories at least one; a cap is for all of them together. Empty only for the base rate,
 *     which is for everything else
 * @param ratePct of the amount, 0 to 100
 * @param cap null when there is none
 * @param ratePctAfterCap what is beyond the cap earns
 */
public record CardRate(
    List<TransactionCategory> categories,
    BigDecimal ratePct,
    @Nullable RateCap cap,
    BigDecimal ratePctAfterCap) {
  /** Copies the list. */
  public CardRate {
    categories = List.copyOf(categories);
  }

  /** Whether it is for everything that no other rate is for. */
  public boolean isBase() {
    return categories.isEmpty();
  }
}
