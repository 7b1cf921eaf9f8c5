package app.countersign.survive;

import app.countersign.knot.KnotServer;
import app.countersign.merchant.ManyPurchases;
import app.countersign.merchant.PurchaseFacts;
import app.countersign.testing.process.Caller;
import app.countersign.testing.process.ServerProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The server is killed while it reads purchases page by page, and another goes on. */
final class SyncKilled implements Promise {
  private static final String DATABASE = "sync_killed";
  private static final int MERCHANT = 45;
  private static final int PAGE = 100;
  private static final int MOST_DELAY_MILLIS = 60;
  private static final long SEED = 20_261_121;

  /** What a server that died had in hand is free at once, which otherwise takes minutes. */
  private static final String TIME_PASSES =
      """
      UPDATE linked_account SET sync_held_until = now() - interval '1 second'
        WHERE sync_held_until IS NOT NULL;
      UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL,
        execution_time = now(), version = version + 1
        WHERE task_name = 'purchase-sync' AND picked;
      UPDATE scheduled_tasks SET execution_time = now(), version = version + 1
        WHERE task_name = 'purchase-sync' AND NOT picked
      """;

  /** What a page that was stored in part would look like. */
  private static final String BROKEN =
      """
      UPDATE purchase SET status = CASE status WHEN 'ORDERED' THEN 'BILLED' ELSE 'ORDERED' END
      WHERE id = (SELECT min(id::text)::uuid FROM purchase)
      """;

  @Override
  public String words() {
    return "purchases are the source's, whenever the server that reads them is killed";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    int kills = stage.scale().of(3, 20);
    ManyPurchases many = ManyPurchases.of(stage.scale().of(1_500, 100_000), SEED);
    try (KnotServer knot = new KnotServer()) {
      Map<String, String> environment =
          Map.of(
              "COUNTERSIGN_FEATURES_KNOT", "true",
              "COUNTERSIGN_KNOT_BASE_URL", knot.url().toString(),
              "COUNTERSIGN_KNOT_CLIENT_ID", "client",
              "COUNTERSIGN_KNOT_SECRET", "a-secret-of-knot",
              "COUNTERSIGN_SCHEDULE_POLLING_INTERVAL", "PT0.2S");
      AtomicReference<ServerProcess> running = new AtomicReference<>();
      Set<Integer> victims = victims(many.log().size() / PAGE, kills);
      Random random = new Random(SEED);
      try {
        running.set(stage.server(DATABASE, environment));
        Customer customer = Customer.signedUp(stage, DATABASE, running.get().uri());
        knot.log(customer.id(), MERCHANT, many.log());
        killAt(knot, victims, random, running);
        want(stage, customer, running.get());
        while (!isDone(stage)) {
          if (!running.get().isAlive()) {
            execute(stage, TIME_PASSES);
            running.set(stage.server(DATABASE, environment));
          }
          Thread.sleep(50);
        }
        findings.hold(victims.isEmpty(), "the server was not killed at pages " + victims);
        findings.figure("kills", Integer.toString(kills));
        compare(stored(stage, customer), many.facts(), findings);
        execute(stage, BROKEN);
        Findings seen = new Findings();
        compare(stored(stage, customer), many.facts(), seen);
        findings.hold(seen.failed() == 1, "a purchase of another state is not seen");
      } finally {
        running.get().close();
      }
    }
  }

  /** Pages at which the server is killed, spread over the log. */
  private static Set<Integer> victims(int pages, int kills) {
    Set<Integer> victims = ConcurrentHashMap.newKeySet();
    for (int kill = 1; kill <= kills; kill++) {
      victims.add(kill * pages / (kills + 1));
    }
    return victims;
  }

  /** A moment after a page was asked for: before its answer, while it is stored, or after that. */
  private static void killAt(
      KnotServer knot,
      Set<Integer> victims,
      Random random,
      AtomicReference<ServerProcess> running) {
    knot.before(
        question -> {
          if (question.path().equals("/transactions/sync")
              && victims.remove(page(question.json().path("cursor").asText("")))) {
            int delay = random.nextInt(MOST_DELAY_MILLIS);
            ServerProcess victim = running.get();
            Thread.ofVirtual()
                .start(
                    () -> {
                      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
                      victim.kill();
                    });
          }
          return null;
        });
  }

  /** The cursors of this merchant are the letter c and the place of the next state. */
  private static int page(String cursor) {
    return cursor.startsWith("c") ? Integer.parseInt(cursor.substring(1)) / PAGE : 0;
  }

  private static void want(Stage stage, Customer customer, ServerProcess server) throws Exception {
    UUID account = UUID.randomUUID();
    execute(
        stage,
        """
        INSERT INTO merchant (id, name) VALUES (%1$d, 'A merchant') ON CONFLICT DO NOTHING;
        INSERT INTO linked_account (id, person_id, merchant_id, origin, status, created_at,
          status_checked_at) VALUES ('%2$s', '%3$s', %1$d, 'LINK', 'CONNECTED', now(), now())
        """
            .formatted(MERCHANT, account, customer.id()));
    try (Caller caller = new Caller(server.uri(), customer.token())) {
      caller
          .ask(
              "mutation($input: SyncPurchasesInput!) { syncPurchases(input: $input) { userErrors {"
                  + " code } } }",
              Map.of("input", Map.of("linkedAccountId", account.toString())))
          .done();
    }
  }

  private static boolean isDone(Stage stage) throws SQLException {
    try (Connection owner = stage.cluster().connect(DATABASE);
        Statement statement = owner.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM linked_account WHERE syncs_done = syncs_wanted"
                    + " AND syncs_wanted > 0")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  private static void execute(Stage stage, String sql) throws SQLException {
    try (Connection owner = stage.cluster().connect(DATABASE);
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Map<String, PurchaseFacts> stored(Stage stage, Customer customer)
      throws SQLException {
    try (Connection owner = stage.cluster().connect(DATABASE)) {
      return PurchaseFacts.stored(owner, customer.id());
    }
  }

  private static void compare(
      Map<String, PurchaseFacts> stored, Map<String, PurchaseFacts> expected, Findings findings) {
    findings.hold(
        stored.size() == expected.size(),
        "%d purchases of %d".formatted(stored.size(), expected.size()));
    expected.forEach(
        (id, facts) ->
            findings.hold(
                facts.equals(stored.get(id)),
                "purchase %s is %s, not %s".formatted(id, stored.get(id), facts)));
    List<String> strange =
        stored.keySet().stream().filter(id -> !expected.containsKey(id)).toList();
    findings.hold(strange.isEmpty(), "purchases of nobody: " + strange);
  }
}
