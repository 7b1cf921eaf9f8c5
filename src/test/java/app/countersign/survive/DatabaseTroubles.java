package app.countersign.survive;

import app.countersign.testing.process.SmallDisk;
import app.countersign.testing.process.TcpProxy;
import app.countersign.testing.process.TcpProxy.Cut;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A database that is away, slow, silent, cut off, busy or full, in the middle of the work. */
final class DatabaseTroubles implements Promise {
  private static final String DATABASE = "database_troubles";
  private static final Duration SLOW = Duration.ofSeconds(2);

  /** What a second of trouble is enough for to be seen by callers. */
  private static final Map<String, String> HASTE =
      Map.of(
          "COUNTERSIGN_DATABASE_CONNECTION_TIMEOUT_MS",
          "500",
          // What hangs on a connection that fell silent is given up after this.
          "COUNTERSIGN_DATABASE_SOCKET_TIMEOUT_SECONDS",
          "10",
          "COUNTERSIGN_DATABASE_STATEMENT_TIMEOUT",
          "8s",
          "COUNTERSIGN_DATABASE_LOCK_TIMEOUT",
          "500ms",
          "COUNTERSIGN_GRAPHQL_DEADLINE",
          "4s");

  @Override
  public String words() {
    return "A database in trouble: typed answers, well in 5 s";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    int port = stage.cluster().port();
    Scale scale = stage.scale();
    try (TcpProxy proxy = TcpProxy.to(port)) {
      Map<String, String> environment =
          new HashMap<>(Map.of("COUNTERSIGN_DATABASE_POOL_SIZE", "6"));
      environment.put(
          "JDBC_URL", stage.cluster().url(DATABASE).replace(":" + port, ":" + proxy.port()));
      if (scale == Scale.SHORT) {
        environment.putAll(HASTE);
      }
      try (Trial trial = new Trial(stage, DATABASE, environment, findings)) {
        onTheWay(trial, proxy, scale);
        inIt(trial, stage, scale, findings);
        trial.audit();
      }
    }
  }

  private static void onTheWay(Trial trial, TcpProxy proxy, Scale scale) throws Exception {
    int mutations = mutations(scale);
    trial.round(
        "database down",
        mutations,
        () -> {
          proxy.down();
          Thread.sleep(scale.of(1_000, 12_000));
          proxy.up();
        });
    trial.round(
        "2 s slow",
        mutations,
        () -> {
          proxy.delay(SLOW);
          Thread.sleep(scale.of(1_000, 15_000));
          proxy.pass();
        });
    for (Cut where : Cut.values()) {
      trial.round(
          "cut " + where,
          mutations,
          () -> {
            for (int cut = 1; cut <= scale.of(3, 40); cut++) {
              proxy.cutAtCommit(1 + cut % 5, where);
              while (proxy.awaitsCommit()) {
                Thread.sleep(1);
              }
            }
          });
    }
    trial.round(
        "all connections reset",
        mutations,
        () -> {
          for (int cut = 1; cut <= scale.of(3, 40); cut++) {
            proxy.cut();
            Thread.sleep(100);
          }
        });
    trial.round(
        "silence",
        mutations,
        () -> {
          proxy.blackHole();
          Thread.sleep(scale.of(1_000, 20_000));
          proxy.pass();
        });
  }

  private static void inIt(Trial trial, Stage stage, Scale scale, Findings findings)
      throws Exception {
    int mutations = mutations(scale);
    try (Connection owner = stage.cluster().connect(DATABASE)) {
      trial.round("pool exhausted", mutations, () -> lock(owner, scale.of(1_000, 15_000)));
      trial.round("disk said to be full", mutations, () -> full(owner, scale.of(500, 5_000)));
      if (scale == Scale.LONG) {
        smallDisk(trial, stage, owner, findings);
      }
    }
  }

  /** The audit trail on a disk that is full for a while. */
  private static void smallDisk(Trial trial, Stage stage, Connection owner, Findings findings)
      throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(stage.directory().resolve("small"));
    if (mounted.isEmpty()) {
      return;
    }
    try (SmallDisk disk = mounted.get();
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLESPACE small LOCATION '%s'".formatted(disk.folder("data")));
      statement.execute("ALTER TABLE audit_entry SET TABLESPACE small");
      int before = trial.journal().unavailable();
      trial.round(
          "disk full",
          200,
          () -> {
            disk.fill();
            Thread.sleep(5_000);
            disk.free();
          });
      findings.hold(trial.journal().unavailable() > before, "nobody noticed the full disk");
      statement.execute("ALTER TABLE audit_entry SET TABLESPACE pg_default");
      statement.execute("DROP TABLESPACE small");
    }
  }

  private static int mutations(Scale scale) {
    return scale.of(40, 200);
  }

  /** Every mutation waits, until no connection is left for anybody. */
  private static void lock(Connection owner, long millis) throws Exception {
    owner.setAutoCommit(false);
    try (Statement statement = owner.createStatement()) {
      statement.execute("LOCK TABLE idempotency_key IN ACCESS EXCLUSIVE MODE");
      Thread.sleep(millis);
    } finally {
      owner.commit();
      owner.setAutoCommit(true);
    }
  }

  /** PostgreSQL says of every entry and every delivery that it has no room for it. */
  private static void full(Connection owner, long millis)
      throws SQLException, InterruptedException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device'
              USING ERRCODE = 'disk_full'; END $$;
          CREATE TRIGGER no_room BEFORE INSERT ON audit_entry EXECUTE FUNCTION no_room();
          CREATE TRIGGER no_room BEFORE INSERT ON decision EXECUTE FUNCTION no_room();
          """);
      Thread.sleep(millis);
      statement.execute("DROP FUNCTION no_room CASCADE");
    }
  }
}
