package app.countersign.insight;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of what was bought: by merchant or by category. */
record SpendingShare<K extends Comparable<K>>(K key, BigDecimal cost, int count) {
  /** The part with the highest sum, of equals the one with more rows, then the first by name. */
  static @Nullable SpendingShare<String> topMerchant(List<LedgerTransaction> bought) {
    return top(bought, LedgerTransaction::merchant);
  }

  /** The category with the highest sum; what is in none is left out. */
  static @Nullable SpendingShare<TransactionCategory> topCategory(List<LedgerTransaction> bought) {
    return top(bought, row -> row.category() == TransactionCategory.OTHER ? null : row.category());
  }

  private static <K extends Comparable<K>> @Nullable SpendingShare<K> top(
      List<LedgerTransaction> bought, Function<LedgerTransaction, @Nullable K> key) {
    Map<K, SpendingShare<K>> shares = new HashMap<>();
    for (LedgerTransaction row : bought) {
      K of = key.apply(row);
      if (of != null) {
        shares.merge(of, new SpendingShare<>(of, row.amount().negate(), 1), SpendingShare::plus);
      }
    }
    return shares.values().stream()
        .max(
            Comparator.comparing((SpendingShare<K> share) -> share.cost())
                .thenComparing(share -> share.count())
                .thenComparing(share -> share.key(), Comparator.reverseOrder()))
        .orElse(null);
  }

  private SpendingShare<K> plus(SpendingShare<K> other) {
    return new SpendingShare<>(key, cost.add(other.cost), count + other.count);
  }
}
