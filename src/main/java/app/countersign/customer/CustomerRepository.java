package app.countersign.customer;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Customers as stored. Each change of state is one guarded statement. */
@Singleton
class CustomerRepository {
  private static final String SELECT =
      """
      SELECT p.id, p.name, p.email, p.created_at, c.email_verified_at, c.onboarding_status,
        c.time_zone, c.password_changed_at, c.version
      FROM customer c JOIN person p ON p.id = c.person_id
      WHERE c.erased_at IS NULL AND c.person_id = ANY(?)
      """;

  private final Sql sql;

  CustomerRepository(Sql sql) {
    this.sql = sql;
  }

  Map<UUID, Customer> byIds(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : sql.list(SELECT, CustomerRepository::read, ids).stream()
            .collect(Collectors.toMap(Customer::id, Function.identity()));
  }

  /** One customer, locked until the transaction ends; null when there is none. */
  @Nullable Customer lock(UUID id) {
    return sql.first(SELECT + " FOR NO KEY UPDATE OF c", CustomerRepository::read, List.of(id));
  }

  /** What belongs to the account that was just made: the user of the same id, and the customer. */
  void insert(UUID id, String name, String email, String timeZone, Instant now) {
    sql.update(
        "INSERT INTO app_user (id, name, email, created_at) VALUES (?, ?, ?, ?)",
        id.toString(),
        name,
        email,
        now);
    sql.update(
        """
        INSERT INTO customer (person_id, user_id, time_zone, password_changed_at)
        VALUES (?, ?, ?, ?)
        """,
        id,
        id.toString(),
        timeZone,
        now);
  }

  /** Notes that the address is the person's; 0 where that was known. */
  int verify(UUID id, Instant now) {
    return sql.update(
        """
        UPDATE customer SET email_verified_at = ?, version = version + 1
        WHERE person_id = ? AND email_verified_at IS NULL AND erased_at IS NULL
        """,
        now,
        id);
  }

  void passwordChanged(UUID id, Instant now) {
    sql.update(
        "UPDATE customer SET password_changed_at = ?, version = version + 1 WHERE person_id = ?",
        now,
        id);
  }

  void update(UUID id, String name, String timeZone) {
    sql.update(
        "UPDATE customer SET time_zone = ?, version = version + 1 WHERE person_id = ?",
        timeZone,
        id);
    sql.update("UPDATE app_user SET name = ? WHERE id = ?", name, id.toString());
  }

  int setOnboarding(UUID id, OnboardingStatus from, OnboardingStatus to) {
    return sql.update(
        """
        UPDATE customer SET onboarding_status = ?, version = version + 1
        WHERE person_id = ? AND onboarding_status = ? AND erased_at IS NULL
        """,
        to,
        id,
        from);
  }

  /** Marks a customer as erased, which allows the rest; 0 where that was done before. */
  int markErased(UUID id, Instant now) {
    return sql.update(
        """
        UPDATE customer SET erased_at = ?, email_verified_at = NULL, time_zone = 'UTC',
          version = version + 1
        WHERE person_id = ? AND erased_at IS NULL
        """,
        now,
        id);
  }

  /** Whether the person is a customer whose address nobody has verified yet. */
  boolean isUnverified(UUID id) {
    return sql.first(
            "SELECT 1 FROM customer WHERE person_id = ? AND email_verified_at IS NULL",
            row -> true,
            id)
        != null;
  }

  private static Customer read(ResultSet row) throws SQLException {
    return new Customer(
        Rows.uuid(row, "id"),
        Rows.text(row, "name"),
        Rows.text(row, "email"),
        Rows.nullableInstant(row, "email_verified_at"),
        Rows.enumValue(row, "onboarding_status", OnboardingStatus.class),
        Rows.text(row, "time_zone"),
        Rows.instant(row, "password_changed_at"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"));
  }
}
