package app.countersign.ledger;

import app.countersign.platform.db.Parameters;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Stores imported ledgers, and reads them whole for the signals. */
@Singleton
class LedgerRepository {
  private static final int TYPICAL_ROW_LENGTH = 220;

  /** Read by {@link #readRow}, which goes by the order of the columns. */
  private static final String ROWS =
      """
      SELECT id, account_id, posted_on, transacted_on, amount, currency, description, merchant,
        category, sequence
      FROM ledger_transaction WHERE account_id = ANY(?)
      """;

  private final Sql sql;
  private final JdbcOperations jdbc;

  LedgerRepository(Sql sql) {
    this.sql = sql;
    this.jdbc = sql.jdbc();
  }

  /** Makes the user; false when there is one of that id, once the one who makes it is done. */
  boolean insertUser(String id, ImportedLedger.StatedProfile profile, Instant now) {
    return sql.update(
            """
            INSERT INTO app_user (id, name, email, region, stated_age_bracket,
              stated_annual_income, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            id,
            profile.name(),
            profile.email(),
            profile.region(),
            profile.ageBracket(),
            profile.annualIncome(),
            now)
        == 1;
  }

  /** Takes over what is stated, keeps what is not. */
  void fillInUser(String id, ImportedLedger.StatedProfile profile) {
    sql.update(
        """
        UPDATE app_user SET name = coalesce(?, name), email = coalesce(?, email),
          region = coalesce(?, region), stated_age_bracket = coalesce(?, stated_age_bracket),
          stated_annual_income = coalesce(?, stated_annual_income)
        WHERE id = ?
        """,
        profile.name(),
        profile.email(),
        profile.region(),
        profile.ageBracket(),
        profile.annualIncome(),
        id);
  }

  void supersedeAccounts(String userId, Instant now) {
    sql.update(
        "UPDATE account SET superseded_at = ?"
            + " WHERE user_id = ? AND superseded_at IS NULL AND purchase_origin IS NULL",
        now,
        userId);
  }

  /** Whether this very document of the user came in before. */
  boolean isImported(String userId, String contentHash) {
    return !sql.list(
            "SELECT id FROM ledger_import WHERE user_id = ? AND content_hash = ?",
            row -> Rows.uuid(row, "id"),
            userId,
            HexFormat.of().parseHex(contentHash))
        .isEmpty();
  }

  /** Puts the import on record; false when another transaction did so first. */
  boolean insertImport(
      UUID id, String userId, ImportedLedger ledger, String warnings, UUID actorId, Instant now) {
    return sql.update(
            """
            INSERT INTO ledger_import (id, user_id, content_hash, account_count, transaction_count,
              warnings, imported_by, imported_at)
            VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?)
            ON CONFLICT (user_id, content_hash) DO NOTHING
            """,
            id,
            userId,
            HexFormat.of().parseHex(ledger.contentHash()),
            ledger.accounts().size(),
            ledger.transactions().size(),
            warnings,
            actorId,
            now)
        == 1;
  }

  void insertAccounts(UUID importId, String userId, List<Account> accounts) {
    jdbc.prepareStatement(
        """
        INSERT INTO account (id, user_id, import_id, position, type, subtype, name, official_name,
          mask, available_balance, current_balance, credit_limit, currency, has_declared_inflow)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        statement -> {
          for (int position = 0; position < accounts.size(); position++) {
            Account account = accounts.get(position);
            Parameters.bind(
                statement,
                Arrays.asList(
                    account.id(),
                    userId,
                    importId,
                    position,
                    account.type(),
                    account.subtype(),
                    account.name(),
                    account.officialName(),
                    account.mask(),
                    account.availableBalance(),
                    account.currentBalance(),
                    account.creditLimit(),
                    account.currency(),
                    account.hasDeclaredInflow()));
            statement.addBatch();
          }
          return statement.executeBatch().length;
        });
  }

  void insertLiabilities(String userId, List<Liability> liabilities) {
    if (liabilities.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        """
        INSERT INTO liability (id, user_id, account_id, type, apr_percentage,
          minimum_payment_amount, last_payment_amount, last_payment_date, next_payment_due_date,
          last_statement_balance, overdue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        statement -> {
          for (Liability liability : liabilities) {
            Parameters.bind(
                statement,
                Arrays.asList(
                    liability.id(),
                    userId,
                    liability.accountId(),
                    liability.type(),
                    liability.aprPercentage(),
                    liability.minimumPaymentAmount(),
                    liability.lastPaymentAmount(),
                    liability.lastPaymentDate(),
                    liability.nextPaymentDueDate(),
                    liability.lastStatementBalance(),
                    liability.overdue()));
            statement.addBatch();
          }
          return statement.executeBatch().length;
        });
  }

  /** Stores rows by COPY: several times as fast as inserts. */
  void copyTransactions(String userId, List<LedgerTransaction> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    StringBuilder rows = new StringBuilder(transactions.size() * TYPICAL_ROW_LENGTH);
    for (LedgerTransaction transaction : transactions) {
      CopyText.row(
          rows,
          transaction.id(),
          userId,
          transaction.accountId(),
          transaction.postedOn(),
          transaction.transactedOn(),
          transaction.amount().toPlainString(),
          transaction.currency(),
          transaction.description(),
          transaction.merchant(),
          transaction.category(),
          transaction.sequence());
    }
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    jdbc.execute(
        connection ->
            CopyText.copy(
                connection,
                """
                COPY ledger_transaction (id, user_id, account_id, posted_on, transacted_on, amount,
                  currency, description, merchant, category, sequence) FROM STDIN
                """,
                bytes));
  }

  /** The current accounts of users, in the order of their documents. */
  List<OwnedAccount> accounts(Collection<String> userIds) {
    return sql.list(
        """
        SELECT * FROM account WHERE user_id = ANY(?) AND superseded_at IS NULL
        ORDER BY user_id, position, id
        """,
        LedgerRepository::readAccount,
        userIds);
  }

  /** The liabilities of accounts. */
  List<Liability> liabilities(Collection<UUID> accountIds) {
    // Nothing would be bound as a list of texts.
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return sql.list(
        "SELECT * FROM liability WHERE account_id = ANY(?) ORDER BY account_id, id",
        LedgerRepository::readLiability,
        accountIds);
  }

  /** The rows of accounts, in no order. */
  List<LedgerTransaction> transactions(Collection<UUID> accountIds) {
    // Nothing would be bound as a list of texts.
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return sql.list(ROWS, LedgerRepository::readRow, accountIds);
  }

  /** The rows of accounts of purchases, in no order. */
  List<LedgerPurchase> purchases(Collection<UUID> accountIds) {
    return sql.list(
        "SELECT * FROM ledger_transaction WHERE account_id = ANY(?)",
        row -> new LedgerPurchase(readTransaction(row), Rows.nullableText(row, "card_mask")),
        accountIds);
  }

  static OwnedAccount readAccount(ResultSet row) throws SQLException {
    return new OwnedAccount(
        Rows.text(row, "user_id"),
        new Account(
            Rows.uuid(row, "id"),
            Rows.enumValue(row, "type", AccountType.class),
            Rows.text(row, "subtype"),
            Rows.nullableText(row, "name"),
            Rows.nullableText(row, "official_name"),
            Rows.nullableText(row, "mask"),
            Rows.nullableDecimal(row, "available_balance"),
            Rows.nullableDecimal(row, "current_balance"),
            Rows.nullableDecimal(row, "credit_limit"),
            Rows.text(row, "currency"),
            Rows.bool(row, "has_declared_inflow")),
        Rows.nullableText(row, "purchase_origin") != null);
  }

  static Liability readLiability(ResultSet row) throws SQLException {
    return new Liability(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "account_id"),
        Rows.enumValue(row, "type", LiabilityType.class),
        Rows.nullableDecimal(row, "apr_percentage"),
        Rows.nullableDecimal(row, "minimum_payment_amount"),
        Rows.nullableDecimal(row, "last_payment_amount"),
        Rows.nullableDate(row, "last_payment_date"),
        Rows.nullableDate(row, "next_payment_due_date"),
        Rows.nullableDecimal(row, "last_statement_balance"),
        Rows.nullableBool(row, "overdue"));
  }

  static LedgerTransaction readTransaction(ResultSet row) throws SQLException {
    return new LedgerTransaction(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "account_id"),
        Rows.date(row, "posted_on"),
        Rows.nullableDate(row, "transacted_on"),
        Rows.decimal(row, "amount"),
        Rows.text(row, "currency"),
        Rows.text(row, "description"),
        Rows.nullableText(row, "merchant"),
        Rows.enumValue(row, "category", TransactionCategory.class),
        Rows.integer(row, "sequence"));
  }

  /** As {@link #readTransaction}, by the places in {@link #ROWS}: there are hundreds for a user. */
  private static LedgerTransaction readRow(ResultSet row) throws SQLException {
    return new LedgerTransaction(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, LocalDate.class),
        row.getObject(4, LocalDate.class),
        row.getBigDecimal(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        TransactionCategory.valueOf(row.getString(9)),
        row.getInt(10));
  }
}
