package app.countersign.merchant;

import app.countersign.knot.KnotServer;
import app.countersign.platform.db.Sql;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** The server with linking switched on, and the other side of it. */
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.graphql.is-strict", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LinkedWorld implements TestPropertyProvider {
  static final String SECRET = "a-secret-of-knot";

  final KnotServer knot = new KnotServer();
  @Inject TestCustomers customers;
  @Inject LinkedAccountRepository accounts;
  @Inject PurchaseSync sync;
  @Inject SyncTask.Requests syncs;
  @Inject Purchases purchases;
  @Inject Sql sql;
  @Inject TransactionOperations<Connection> transactions;

  /** Whether tasks are done by the schedule, or by the test. */
  boolean schedules() {
    return false;
  }

  @Override
  public Map<String, String> getProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("countersign.database.name", "countersign_merchants");
    properties.put("countersign.schedule.enabled", String.valueOf(schedules()));
    properties.put("countersign.schedule.polling-interval", "PT0.1S");
    properties.put("countersign.features.knot", "true");
    properties.put("countersign.knot.base-url", knot.url().toString());
    properties.put("countersign.knot.client-id", "client");
    properties.put("countersign.knot.secret", SECRET);
    properties.put("countersign.knot.previous-secret", "the-one-before");
    properties.put("countersign.knot.attempts", "1");
    properties.put("countersign.knot.timeout", "PT2S");
    return properties;
  }

  @AfterEach
  void reset() {
    knot.before(question -> null);
  }

  /** A connected account that somebody wants synced. */
  UUID linked(UUID person, int merchant) {
    return transactions.executeWrite(
        status -> {
          sql.update(
              "INSERT INTO merchant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
              merchant,
              merchant == 19 ? "DoorDash" : "Merchant " + merchant);
          UUID id =
              accounts
                  .make(
                      person,
                      merchant,
                      PurchaseOrigin.LINK,
                      LinkStatus.CONNECTED,
                      java.time.Instant.parse("2026-03-01T00:00:00Z"))
                  .id();
          accounts.wantSync(id);
          return id;
        });
  }

  void want(UUID account) {
    transactions.executeWrite(status -> accounts.wantSync(account));
  }
}
