package app.countersign.testing;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Customers as they are after signing up, for tests of what comes after that. */
@Singleton
public class TestCustomers {
  private static final Instant SIGNED_UP_AT = Instant.parse("2026-01-05T09:00:00Z");

  private final Sql sql;

  TestCustomers(Sql sql) {
    this.sql = sql;
  }

  /** A verified customer; the same name is the same customer. */
  public Actor named(String name) {
    UUID id =
        UUID.nameUUIDFromBytes(
            ("customer " + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    sql.update(
        "INSERT INTO person (id, email, name, role, password_hash, created_at)"
            + " VALUES (?, ?, ?, 'CUSTOMER', 'none', ?) ON CONFLICT DO NOTHING",
        id,
        address(name),
        name,
        SIGNED_UP_AT);
    sql.update(
        "INSERT INTO app_user (id, name, email, created_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        id.toString(),
        name,
        address(name),
        SIGNED_UP_AT);
    sql.update(
        "INSERT INTO customer (person_id, user_id, email_verified_at, password_changed_at)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        id,
        id.toString(),
        SIGNED_UP_AT,
        SIGNED_UP_AT);
    return new Actor(id, name, Role.CUSTOMER, Actor.Kind.PERSON, null);
  }

  /** What the customer's requests carry where {@code testing.role-names-as-tokens} is set. */
  public static String token(Actor customer) {
    return TestCallers.CUSTOMER + customer.id() + ":" + customer.name();
  }

  /** The customer's address. */
  public static String address(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@people.example";
  }
}
