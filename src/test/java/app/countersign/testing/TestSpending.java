package app.countersign.testing;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bank accounts, their rows, and purchases of customers, as imports and syncs leave them. */
@Singleton
public class TestSpending {
  private static final int AMAZON = 44;

  private final Sql sql;

  TestSpending(Sql sql) {
    this.sql = sql;
  }

  /** A current account in USD. */
  public UUID account(
      Actor owner,
      AccountType type,
      String mask,
      @Nullable String balance,
      @Nullable String limit) {
    UUID importId = Ids.next();
    UUID id = Ids.next();
    sql.update(
        "INSERT INTO ledger_import (id, user_id, content_hash, account_count, transaction_count,"
            + " warnings, imported_by, imported_at) VALUES (?, ?, ?, 1, 0, '[]', ?, now())",
        importId,
        owner.id().toString(),
        importId.toString().getBytes(StandardCharsets.UTF_8),
        owner.id());
    sql.update(
        "INSERT INTO account (id, user_id, import_id, position, type, subtype, mask,"
            + " current_balance, credit_limit, currency, has_declared_inflow)"
            + " VALUES (?, ?, ?, 0, ?, 'credit card', ?, ?, ?, 'USD', false)",
        id,
        owner.id().toString(),
        importId,
        type,
        mask,
        decimal(balance),
        decimal(limit));
    return id;
  }

  /** A later import leaves the account behind. */
  public void supersede(UUID accountId) {
    sql.update("UPDATE account SET superseded_at = now() WHERE id = ?", accountId);
  }

  /** A row of an account. */
  public void row(
      Actor owner,
      UUID accountId,
      LocalDate day,
      String amount,
      String merchant,
      TransactionCategory category) {
    sql.update(
        "INSERT INTO ledger_transaction (id, user_id, account_id, posted_on, amount, currency,"
            + " description, merchant, category, sequence) VALUES (?, ?, ?, ?, ?, 'USD', ?, ?, ?,"
            + " 0)",
        Ids.next(),
        owner.id().toString(),
        accountId,
        day,
        decimal(amount),
        merchant,
        merchant,
        category);
  }

  /** A purchase at Amazon of one product, delivered, paid by one card. */
  public UUID purchase(
      Actor owner,
      Instant at,
      String origin,
      String productCode,
      String product,
      String unitPrice,
      @Nullable String lastFour) {
    UUID id = Ids.next();
    sql.update(
        "INSERT INTO purchase (id, person_id, merchant_id, origin, source_id, status, ordered_at,"
            + " ordered_on, currency, subtotal, total, has_discrepancy, content_hash, observed_at,"
            + " created_at) VALUES (?, ?, ?, ?, ?, 'DELIVERED', ?, ?, 'USD', ?, ?, false, ?, ?, ?)",
        id,
        owner.id(),
        AMAZON,
        origin,
        id.toString(),
        at,
        LocalDate.ofInstant(at, ZoneOffset.UTC),
        decimal(unitPrice),
        decimal(unitPrice),
        id.toString().getBytes(StandardCharsets.UTF_8),
        at,
        at);
    sql.update(
        "INSERT INTO purchase_line (purchase_id, position, product_code, name, quantity,"
            + " unit_price, subtotal, total) VALUES (?, 0, ?, ?, 1, ?, ?, ?)",
        id,
        productCode,
        product,
        decimal(unitPrice),
        decimal(unitPrice),
        decimal(unitPrice));
    sql.update(
        "INSERT INTO purchase_payment (purchase_id, position, kind, last_four, amount)"
            + " VALUES (?, 0, 'CARD', ?, ?)",
        id,
        lastFour,
        decimal(unitPrice));
    return id;
  }

  private static @Nullable BigDecimal decimal(@Nullable String number) {
    return number == null ? null : new BigDecimal(number);
  }
}
