package app.countersign.ledger;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Parameters;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Users, their accounts and rows as lists. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class UserRepository implements GenericRepository<User, String> {
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

  @Query("SELECT EXISTS (SELECT 1 FROM app_user)")
  abstract boolean anyExists();

  /** Everybody who consented to all of these, in the order of their ids. */
  @Query(
      """
      SELECT user_id FROM consent WHERE kind IN (:kinds) AND granted
      GROUP BY user_id HAVING count(*) = :kindCount ORDER BY user_id
      """)
  abstract List<String> consenting(Collection<ConsentKind> kinds, long kindCount);

  List<String> lock(Collection<String> ids) {
    return sql.prepared(
        "SELECT id FROM app_user WHERE id = ANY(?) ORDER BY id FOR NO KEY UPDATE",
        statement -> {
          Parameters.bind(statement, 1, ids);
          List<String> locked = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              locked.add(Rows.text(rows, "id"));
            }
          }
          return locked;
        });
  }

  Map<String, User> byIds(Collection<String> ids) {
    return sql.prepared(
        "SELECT * FROM app_user WHERE id = ANY(?) ORDER BY id",
        statement -> {
          Parameters.bind(statement, 1, ids);
          Map<String, User> users = new LinkedHashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              User user = read(rows);
              users.put(user.id(), user);
            }
          }
          return users;
        });
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
      query = query.where("(u.id ILIKE ? OR u.name ILIKE ?)", prefix, prefix);
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
    return sql.prepared(
        """
        SELECT DISTINCT ON (user_id) user_id, currency, assets, debts FROM (
          SELECT user_id, currency, count(*) AS accounts,
            coalesce(sum(current_balance) FILTER (WHERE type NOT IN ('CREDIT', 'LOAN')), 0) AS assets,
            coalesce(sum(current_balance) FILTER (WHERE type IN ('CREDIT', 'LOAN')), 0) AS debts
          FROM account
          WHERE user_id = ANY(?) AND superseded_at IS NULL AND current_balance IS NOT NULL
          GROUP BY user_id, currency) held
        ORDER BY user_id, accounts DESC, currency
        """,
        statement -> {
          Parameters.bind(statement, 1, userIds);
          Map<String, Balances> balances = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              String currency = Rows.text(rows, "currency");
              balances.put(
                  Rows.text(rows, "user_id"),
                  new Balances(
                      Money.of(Rows.decimal(rows, "assets"), currency),
                      Money.of(Rows.decimal(rows, "debts"), currency)));
            }
          }
          return balances;
        });
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
