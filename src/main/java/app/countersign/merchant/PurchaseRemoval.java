package app.countersign.merchant;

import app.countersign.platform.db.Sql;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Removes purchases, and with them their rows in the ledger. */
@Singleton
class PurchaseRemoval {
  private final Sql sql;

  PurchaseRemoval(Sql sql) {
    this.sql = sql;
  }

  /** Removes what a person bought at a merchant, and that its files were read; how many. */
  @Transactional(propagation = Propagation.MANDATORY)
  int removeAll(UUID personId, int merchantId) {
    if (merchantId == Merchant.AMAZON) {
      sql.update("DELETE FROM order_import WHERE person_id = ?", personId);
    }
    return sql.update(
        "DELETE FROM purchase WHERE person_id = ? AND merchant_id = ?", personId, merchantId);
  }

  /** Removes everything that is kept of a person here. */
  @Transactional(propagation = Propagation.MANDATORY)
  void removeEverything(UUID personId) {
    sql.update("DELETE FROM merchant_hint WHERE person_id = ?", personId);
    sql.update("DELETE FROM link_session WHERE person_id = ?", personId);
    sql.update("DELETE FROM linked_account WHERE person_id = ?", personId);
    sql.update("DELETE FROM purchase WHERE person_id = ?", personId);
    sql.update("DELETE FROM order_import WHERE person_id = ?", personId);
    sql.update(
        "DELETE FROM account WHERE user_id = ? AND purchase_origin IS NOT NULL",
        personId.toString());
  }
}
