package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which products; null is all of them, an empty list none. */
record CardProductFilter(
    @Nullable List<TransactionCategory> category, @Nullable List<String> currency) {
  boolean takes(CardProduct product) {
    return (currency == null || currency.contains(product.currency()))
        && (category == null || category.stream().anyMatch(one -> !product.rate(one).isBase()));
  }
}
