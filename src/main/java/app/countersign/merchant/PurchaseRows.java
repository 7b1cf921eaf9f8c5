package app.countersign.merchant;

import app.countersign.money.Money;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts purchases together from their rows: three more statements, however many they are. */
@Singleton
class PurchaseRows {
  /** What {@link #readHead} needs, of purchases {@code p} joined with merchants {@code m}. */
  static final String HEAD = "p.*, m.name AS merchant_name";

  /** The tables of {@link #HEAD}. */
  static final String FROM = "purchase p JOIN merchant m ON m.id = p.merchant_id";

  private final Sql sql;

  PurchaseRows(Sql sql) {
    this.sql = sql;
  }

  /** A purchase without its parts. */
  record Head(
      UUID id,
      UUID personId,
      int merchantId,
      String merchantName,
      PurchaseOrigin origin,
      @Nullable String orderNumber,
      PurchaseStatus status,
      Instant orderedAt,
      LocalDate orderedOn,
      @Nullable String url,
      String currency,
      @Nullable BigDecimal subtotal,
      BigDecimal total,
      boolean hasDiscrepancy,
      Instant observedAt) {}

  private record Part<T>(UUID purchaseId, T part) {}

  /** The same purchases in the same order, whole. */
  List<Purchase> whole(List<Head> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = heads.stream().map(Head::id).toList();
    Map<UUID, String> currencies = new HashMap<>();
    heads.forEach(head -> currencies.put(head.id(), head.currency()));
    Map<UUID, List<PurchaseLine>> lines =
        parts("purchase_line", ids, (row, id) -> readLine(row, currencies.getOrDefault(id, "")));
    Map<UUID, List<PurchasePayment>> payments =
        parts(
            "purchase_payment",
            ids,
            (row, id) -> readPayment(row, currencies.getOrDefault(id, "")));
    Map<UUID, List<PurchaseAdjustment>> adjustments =
        parts(
            "purchase_adjustment",
            ids,
            (row, id) -> readAdjustment(row, currencies.getOrDefault(id, "")));
    return heads.stream()
        .map(
            head ->
                purchase(
                    head,
                    lines.getOrDefault(head.id(), List.of()),
                    payments.getOrDefault(head.id(), List.of()),
                    adjustments.getOrDefault(head.id(), List.of())))
        .toList();
  }

  static Head readHead(ResultSet row) throws SQLException {
    return new Head(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "person_id"),
        Rows.integer(row, "merchant_id"),
        Rows.text(row, "merchant_name"),
        Rows.enumValue(row, "origin", PurchaseOrigin.class),
        Rows.nullableText(row, "order_number"),
        Rows.enumValue(row, "status", PurchaseStatus.class),
        Rows.instant(row, "ordered_at"),
        Rows.date(row, "ordered_on"),
        Rows.nullableText(row, "url"),
        Rows.text(row, "currency"),
        Rows.nullableDecimal(row, "subtotal"),
        Rows.decimal(row, "total"),
        Rows.bool(row, "has_discrepancy"),
        Rows.instant(row, "observed_at"));
  }

  private interface PartReader<T> {
    T read(ResultSet row, UUID purchaseId) throws SQLException;
  }

  private <T> Map<UUID, List<T>> parts(String table, List<UUID> ids, PartReader<T> reader) {
    return sql
        .list(
            "SELECT * FROM %s WHERE purchase_id = ANY(?) ORDER BY purchase_id, position"
                .formatted(table),
            row -> {
              UUID id = Rows.uuid(row, "purchase_id");
              return new Part<>(id, reader.read(row, id));
            },
            ids)
        .stream()
        .collect(
            Collectors.groupingBy(
                Part::purchaseId,
                Collectors.mapping(Part::part, Collectors.toCollection(ArrayList::new))));
  }

  private static Purchase purchase(
      Head head,
      List<PurchaseLine> lines,
      List<PurchasePayment> payments,
      List<PurchaseAdjustment> adjustments) {
    Function<BigDecimal, Money> money = amount -> money(amount, head.currency());
    return new Purchase(
        head.id(),
        head.personId(),
        head.merchantId(),
        head.merchantName(),
        head.origin(),
        head.orderNumber(),
        head.status(),
        head.orderedAt(),
        head.orderedOn(),
        head.url(),
        head.subtotal() == null ? null : money.apply(head.subtotal()),
        money.apply(head.total()),
        head.hasDiscrepancy(),
        head.observedAt(),
        lines,
        payments,
        adjustments);
  }

  private static PurchaseLine readLine(ResultSet row, String currency) throws SQLException {
    return new PurchaseLine(
        Rows.integer(row, "position"),
        Rows.nullableText(row, "product_code"),
        Rows.nullableText(row, "name"),
        Rows.nullableText(row, "category"),
        Rows.nullableText(row, "seller"),
        Rows.nullableText(row, "url"),
        plain(Rows.decimal(row, "quantity")),
        nullable(row, "unit_price", currency),
        nullable(row, "subtotal", currency),
        nullable(row, "tax", currency),
        nullable(row, "total", currency));
  }

  private static PurchasePayment readPayment(ResultSet row, String currency) throws SQLException {
    return new PurchasePayment(
        Rows.enumValue(row, "kind", PaymentKind.class),
        Rows.nullableText(row, "brand"),
        Rows.nullableText(row, "last_four"),
        nullable(row, "amount", currency));
  }

  private static PurchaseAdjustment readAdjustment(ResultSet row, String currency)
      throws SQLException {
    return new PurchaseAdjustment(
        Rows.enumValue(row, "kind", AdjustmentKind.class),
        Rows.nullableText(row, "label"),
        money(Rows.decimal(row, "amount"), currency));
  }

  private static @Nullable Money nullable(ResultSet row, String column, String currency)
      throws SQLException {
    BigDecimal amount = Rows.nullableDecimal(row, column);
    return amount == null ? null : money(amount, currency);
  }

  /** Columns have four decimals; the amount has its currency's, or as many more as it was given. */
  private static Money money(BigDecimal amount, String currency) {
    int digits = Math.max(Money.digits(currency), amount.stripTrailingZeros().scale());
    return new Money(amount.setScale(digits), currency);
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
