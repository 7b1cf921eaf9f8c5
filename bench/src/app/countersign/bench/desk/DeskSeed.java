package app.countersign.bench.desk;

import app.countersign.Application;
import app.countersign.testing.process.Cluster;
import app.countersign.testing.process.ServerProcess;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The demo's users, items and decisions: what {@link DeskData} multiplies. */
final class DeskSeed {
  private DeskSeed() {}

  /** Makes them where nothing was multiplied yet. */
  static void plant(DeskDatabase database, Path log) throws Exception {
    if (number(database, "SELECT count(to_regclass('bench_step'))") > 0) {
      return;
    }
    PrintStream out = System.out;
    try (PrintStream quiet = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      System.setOut(quiet);
      try (ApplicationContext _ =
          Micronaut.build(new String[0])
              .mainClass(Application.class)
              .banner(false)
              .properties(properties(database))
              .start()) {
        awaitDemo(database);
      }
    } finally {
      System.setOut(out);
    }
  }

  private static Map<String, Object> properties(DeskDatabase database) {
    return Map.of(
        "micronaut.server.port",
        -1,
        "jdbc.url",
        database.url(),
        "jdbc.user",
        Cluster.OWNER,
        "jdbc.password",
        "none",
        "countersign.signing-secret",
        ServerProcess.SECRET,
        "countersign.demo.enabled",
        true);
  }

  /** Until nothing has been put on record for ten seconds. */
  private static void awaitDemo(DeskDatabase database) throws Exception {
    long before = -1;
    for (int still = 0; still < 10; ) {
      Thread.sleep(1_000);
      long entries = number(database, "SELECT count(*) FROM audit_entry");
      still = entries == before && before > 100 ? still + 1 : 0;
      before = entries;
    }
  }

  private static long number(DeskDatabase database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
