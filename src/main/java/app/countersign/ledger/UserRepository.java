package app.countersign.ledger;

import app.countersign.money.Money;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Users, their accounts and rows as lists. */
@Singleton
class UserRepository {
  private static final KeysetQuery<User> USERS =
      KeysetQuery.select("u.*", UserRepository::read).from("app_user u");
  private static final Sort NEWEST =
      Sort.by(
          "users.NEWEST",
          Key.desc("u.created_at", KeyType.INSTANT),
          Key.desc("u.id", KeyType.TEXT));
  private static final KeysetQuery<Account> ACCOUNTS =
      KeysetQuery.select("a.*", row -> LedgerRepository.readAccount(row).account())
          .from("account a")
          .where("a.superseded_at IS NULL");
  private static final Sort IN_DOCUMENT =
      Sort.by(
          "accounts.DOCUMENT",
          Key.asc("a.position", KeyType.INTEGER),
          Key.asc("a.id", KeyType.UUID));
  private static final KeysetQuery<LedgerTransaction> TRANSACTIONS =
      KeysetQuery.select("t.*", LedgerRepository::readTransaction).from("ledger_transaction t");
  private static final Sort LATEST =
      Sort.by(
          "transactions.LATEST",
          Key.desc("t.posted_on", KeyType.DATE),
          Key.desc("t.id", KeyType.UUID));

  private final Sql sql;

  UserRepository(Sql sql) {
    this.sql = sql;
  }

  /** Whether there is any user at all. */
  boolean anyExists() {
    return !sql.list("SELECT id FROM app_user LIMIT 1", UserRepository::id).isEmpty();
  }

  /** Everybody who consented to all of these, in the order of their ids. */
  List<String> consenting(Collection<ConsentKind> kinds) {
    return sql.list(
        """
        SELECT user_id AS id FROM consent WHERE kind = ANY(?) AND granted
        GROUP BY user_id HAVING count(*) = ? ORDER BY user_id
        """,
        UserRepository::id,
        kinds,
        kinds.size());
  }

  /** Locks users until the transaction ends, in the order of their ids. */
  List<String> lock(Collection<String> ids) {
    return sql.list(
        "SELECT id FROM app_user WHERE id = ANY(?) ORDER BY id FOR NO KEY UPDATE",
        UserRepository::id,
        ids);
  }

  Map<String, User> byIds(Collection<String> ids) {
    Map<String, User> users = new LinkedHashMap<>();
    sql.list("SELECT * FROM app_user WHERE id = ANY(?) ORDER BY id", UserRepository::read, ids)
        .forEach(user -> users.put(user.id(), user));
    return users;
  }

  Page<User> page(UserFilter filter, PageRequest page) {
    KeysetQuery<User> query = USERS;
    if (filter.persona() != null) {
      query =
          query.where(
              """
              (SELECT p.persona FROM persona_assignment p
                WHERE p.user_id = u.id AND p.signal_window = 'DAYS_180'
                ORDER BY p.as_of DESC, p.id DESC LIMIT 1) = ANY(?)\
              """,
              filter.persona());
    }
    if (filter.search() != null) {
      String prefix =
          filter.search().strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
              + "%";
      query =
          query.whereUneven(
              "(lower(u.id) LIKE lower(?) OR lower(u.name) LIKE lower(?))", prefix, prefix);
    }
    return query.fetch(sql.jdbc(), NEWEST, page);
  }

  Map<String, Page<Account>> accounts(Set<String> userIds, PageRequest page) {
    return ACCOUNTS.fetchPerParent(
        sql.jdbc(), IN_DOCUMENT, page, "a.user_id", KeyType.TEXT, userIds);
  }

  Map<UUID, Page<LedgerTransaction>> transactions(Set<UUID> accountIds, PageRequest page) {
    return TRANSACTIONS.fetchPerParent(
        sql.jdbc(), LATEST, page, "t.account_id", KeyType.UUID, accountIds);
  }

  /** What the accounts of each user hold together, in the currency most of them have. */
  Map<String, Balances> balances(Set<String> userIds) {
    Map<String, Balances> balances = new HashMap<>();
    sql.list(
            """
            SELECT DISTINCT ON (user_id) user_id, currency, assets, debts FROM (
              SELECT user_id, currency, count(*) AS accounts,
                coalesce(sum(current_balance) FILTER (WHERE type NOT IN ('CREDIT', 'LOAN')), 0)
                  AS assets,
                coalesce(sum(current_balance) FILTER (WHERE type IN ('CREDIT', 'LOAN')), 0) AS debts
              FROM account
              WHERE user_id = ANY(?) AND superseded_at IS NULL AND current_balance IS NOT NULL
              GROUP BY user_id, currency) held
            ORDER BY user_id, accounts DESC, currency
            """,
            row -> Map.entry(Rows.text(row, "user_id"), readBalances(row)),
            userIds)
        .forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
    return balances;
  }

  private static String id(ResultSet row) throws SQLException {
    return Rows.text(row, "id");
  }

  private static Balances readBalances(ResultSet row) throws SQLException {
    String currency = Rows.text(row, "currency");
    return new Balances(
        Money.of(Rows.decimal(row, "assets"), currency),
        Money.of(Rows.decimal(row, "debts"), currency));
  }

  private static User read(ResultSet row) throws SQLException {
    return new User(
        Rows.text(row, "id"),
        Rows.nullableText(row, "name"),
        Rows.nullableText(row, "email"),
        Rows.nullableText(row, "region"),
        Rows.nullableText(row, "stated_age_bracket"),
        Rows.nullableDecimal(row, "stated_annual_income"),
        Rows.instant(row, "created_at"));
  }
}
