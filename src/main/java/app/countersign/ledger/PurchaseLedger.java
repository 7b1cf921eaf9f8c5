package app.countersign.ledger;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The purchases in the ledger: money out, in an account for each origin and currency that no bank
 * document supersedes, under the name and category that the merchant's rows from a bank would have.
 */
@Singleton
public class PurchaseLedger {
  private static final String SUBTYPE = "purchases";

  /** Behind every account of a bank document. */
  private static final int POSITION = 1_000;

  private final Sql sql;
  private final MerchantRules rules;

  PurchaseLedger(Sql sql, MerchantRules rules) {
    this.sql = sql;
    this.rules = rules;
  }

  private record Key(String origin, String currency) {}

  /** Puts the rows of purchases in place of those that were there for them. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void replace(String userId, Collection<UUID> purchaseIds, List<PurchaseEntry> entries) {
    if (purchaseIds.isEmpty()) {
      return;
    }
    sql.update("DELETE FROM ledger_transaction WHERE purchase_id = ANY(?)", purchaseIds);
    Map<Key, UUID> accounts = new HashMap<>();
    sql.batch(
        """
        INSERT INTO ledger_transaction (id, user_id, account_id, posted_on, amount, currency,
          description, merchant, category, sequence, purchase_id, card_mask)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        entries.stream()
            .map(
                entry ->
                    row(
                        userId,
                        accounts.computeIfAbsent(
                            new Key(entry.origin(), entry.currency()), key -> account(userId, key)),
                        entry))
            .toList());
  }

  private List<@Nullable Object> row(String userId, UUID account, PurchaseEntry entry) {
    var amount = entry.amount().negate();
    var meaning = rules.classify(entry.merchant(), amount, AccountType.OTHER);
    var category = meaning.category();
    if (amount.signum() > 0) {
      category = TransactionCategory.REFUND;
    } else if (category == TransactionCategory.OTHER) {
      category = TransactionCategory.SHOPPING;
    }
    return Arrays.asList(
        Ids.next(),
        userId,
        account,
        entry.day(),
        amount,
        entry.currency(),
        entry.merchant(),
        meaning.merchant() == null ? entry.merchant() : meaning.merchant(),
        category,
        entry.number(),
        entry.purchaseId(),
        entry.cardMask());
  }

  private UUID account(String userId, Key key) {
    UUID found = find(userId, key);
    if (found == null) {
      sql.update(
          """
          INSERT INTO account (id, user_id, purchase_origin, position, type, subtype, name, currency,
            has_declared_inflow)
          VALUES (?, ?, ?, ?, 'OTHER', ?, ?, ?, false)
          ON CONFLICT DO NOTHING
          """,
          Ids.next(),
          userId,
          key.origin(),
          POSITION,
          SUBTYPE,
          key.origin().equals("FILE") ? "Purchases from files" : "Purchases at linked merchants",
          key.currency());
      found = find(userId, key);
    }
    if (found == null) {
      throw new IllegalStateException("an account of purchases that cannot be made");
    }
    return found;
  }

  private @Nullable UUID find(String userId, Key key) {
    return sql.first(
        """
        SELECT id FROM account WHERE user_id = ? AND purchase_origin = ? AND currency = ?
        """,
        row -> Rows.uuid(row, "id"),
        userId,
        key.origin(),
        key.currency());
  }
}
