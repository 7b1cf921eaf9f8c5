package app.countersign.customer;

import app.countersign.platform.db.Sql;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The person's accounts and transactions, those of superseded imports too. */
@Singleton
@Order(BankData.AFTER_OTHERS)
class BankData implements PersonalData {
  /** Other parts may refer to these rows. */
  static final int AFTER_OTHERS = 1_000;

  private final StoredRows rows;
  private final Sql sql;

  BankData(StoredRows rows, Sql sql) {
    this.rows = rows;
    this.sql = sql;
  }

  @Override
  public String section() {
    return "bankData";
  }

  @Override
  public Object export(UUID personId) {
    String user = personId.toString();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(
        "imports",
        rows.list(
            """
            SELECT id, account_count AS "accountCount", transaction_count AS "transactionCount",
              warnings, imported_at AS "importedAt"
            FROM ledger_import WHERE user_id = ? ORDER BY imported_at, id
            """,
            user));
    data.put(
        "accounts",
        rows.list(
            """
            SELECT id, import_id AS "importId", type, subtype, name,
              official_name AS "officialName", mask, available_balance AS "availableBalance",
              current_balance AS "currentBalance", credit_limit AS "creditLimit", currency,
              superseded_at AS "supersededAt"
            FROM account WHERE user_id = ? ORDER BY import_id, position, id
            """,
            user));
    data.put(
        "liabilities",
        rows.list(
            """
            SELECT id, account_id AS "accountId", type, apr_percentage AS "aprPercentage",
              minimum_payment_amount AS "minimumPaymentAmount",
              last_payment_amount AS "lastPaymentAmount", last_payment_date AS "lastPaymentDate",
              next_payment_due_date AS "nextPaymentDueDate",
              last_statement_balance AS "lastStatementBalance", overdue AS "isOverdue"
            FROM liability WHERE user_id = ? ORDER BY account_id, id
            """,
            user));
    data.put(
        "transactions",
        rows.list(
            """
            SELECT id, account_id AS "accountId", posted_on AS "postedOn",
              transacted_on AS "transactedOn", amount, currency, description, merchant, category
            FROM ledger_transaction
            WHERE account_id IN (SELECT id FROM account WHERE user_id = ?)
            ORDER BY account_id, posted_on, sequence
            """,
            user));
    return data;
  }

  @Override
  public void erase(UUID personId) {
    sql.list("SELECT erase_bank_data(?)", row -> true, personId.toString());
  }
}
