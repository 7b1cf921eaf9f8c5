package app.countersign.survive;

import app.countersign.testing.process.Cluster;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/** Ends PostgreSQL as a power cut would, in the middle of its work. */
final class DatabaseKilled implements Promise {
  private static final String FORGETFUL = "forgetful";

  @Override
  public String words() {
    return "PostgreSQL killed at any moment: nothing lost or half done";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    Cluster cluster = stage.cluster();
    try (Trial trial = new Trial(stage, "database_killed", Map.of(), findings)) {
      for (int round = 1; round <= stage.scale().of(1, 20); round++) {
        trial.round("kill of PostgreSQL " + round, stage.scale().of(100, 200), () -> kill(cluster));
      }
      trial.audit();
    }
    if (stage.scale() == Scale.LONG) {
      doubt(stage, findings);
    }
  }

  /**
   * A PostgreSQL that acknowledges before it has written loses what it did: that has to be seen.
   */
  private static void doubt(Stage stage, Findings findings) throws Exception {
    Cluster cluster = stage.cluster();
    Findings seen = new Findings();
    cluster.create(FORGETFUL);
    try (Connection owner = cluster.connect(FORGETFUL);
        Statement statement = owner.createStatement()) {
      statement.execute("ALTER DATABASE %s SET synchronous_commit = off".formatted(FORGETFUL));
      statement.execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
      statement.execute("SELECT pg_reload_conf()");
    }
    try (Trial trial = new Trial(stage, FORGETFUL, Map.of(), seen)) {
      trial.round("kill of a forgetful PostgreSQL", 200, () -> kill(cluster));
      trial.audit();
    }
    try (Connection owner = cluster.connect(FORGETFUL);
        Statement statement = owner.createStatement()) {
      statement.execute("ALTER SYSTEM RESET wal_writer_delay");
      statement.execute("SELECT pg_reload_conf()");
    }
    findings.figure("found of a forgetful PostgreSQL", Long.toString(seen.failed()));
    findings.hold(
        seen.failures().stream().anyMatch(found -> found.contains("acknowledged")),
        "what a forgetful PostgreSQL lost was not found: " + seen.failures());
  }

  private static void kill(Cluster cluster) throws Exception {
    cluster.kill();
    cluster.restart();
  }
}
