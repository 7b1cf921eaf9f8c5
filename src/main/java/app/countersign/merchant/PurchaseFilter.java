package app.countersign.merchant;

import app.countersign.money.MoneyInput;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.platform.graphql.RequestError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which purchases; null is not filtered, an empty list matches nothing.
 *
 * @param minimum totals of at least this, in its currency only
 */
public record PurchaseFilter(
    @Nullable List<String> merchantId,
    @Nullable DateTimeRange placed,
    @Nullable MoneyInput minimum,
    @Nullable List<PurchaseStatus> status,
    @Nullable List<PurchaseOrigin> origin,
    @Nullable Boolean hasDiscrepancy) {
  /** All of them. */
  public static final PurchaseFilter ALL = new PurchaseFilter(null, null, null, null, null, null);

  <T> KeysetQuery<T> narrowed(KeysetQuery<T> query) {
    KeysetQuery<T> narrowed = query;
    if (merchantId != null) {
      narrowed = narrowed.whereIn("p.merchant_id::text", merchantId);
    }
    if (placed != null && placed.start() != null) {
      narrowed = narrowed.whereUneven("p.ordered_at >= ?", placed.start());
    }
    if (placed != null && placed.end() != null) {
      narrowed = narrowed.whereUneven("p.ordered_at < ?", placed.end());
    }
    if (minimum != null) {
      var fault = minimum.fault();
      if (fault != null) {
        throw RequestError.badRequest(
            "%s (at filter.minimum.%s)".formatted(fault.message(), fault.field()));
      }
      narrowed =
          narrowed.where(
              "p.currency = ? AND p.total >= ?",
              minimum.money().currency(),
              minimum.money().amount());
    }
    if (status != null) {
      narrowed = narrowed.whereIn("p.status", status.stream().map(Enum::name).toList());
    }
    if (origin != null) {
      narrowed = narrowed.whereIn("p.origin", origin.stream().map(Enum::name).toList());
    }
    return hasDiscrepancy == null
        ? narrowed
        : narrowed.where("p.has_discrepancy = ?", hasDiscrepancy);
  }
}
