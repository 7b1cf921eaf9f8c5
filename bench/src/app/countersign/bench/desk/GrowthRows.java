package app.countersign.bench.desk;

import app.countersign.testing.process.ServerProcess;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The queue's first page where there are millions of items, beside the same page where not. */
final class GrowthRows {
  /** No page of the queue reads this index; made at the end it costs a tenth. */
  private static final String SEARCH = "recommendation_search";

  private final Packaged packaged;
  private final DeskDatabase database;
  private final DeskOptions options;
  private final PrintStream out;
  private final DeskReport report;

  GrowthRows(
      Packaged packaged,
      DeskDatabase database,
      DeskOptions options,
      PrintStream out,
      DeskReport report) {
    this.packaged = packaged;
    this.database = database;
    this.options = options;
    this.out = out;
    this.report = report;
  }

  /** In a copy of the database, which is taken away again. */
  void measure() throws Exception {
    DeskDatabase grown = database.beside("countersign_grown", true);
    try {
      long before = items(grown);
      grow(grown);
      long after = items(grown);
      try (ServerProcess near = packaged.start(database);
          ServerProcess far = packaged.start(grown)) {
        String token = DeskSession.signIn(near.uri());
        String other = DeskSession.signIn(far.uri());
        page(near, token, options.warmUp());
        page(far, other, options.warmUp());
        // Twice, the later one for what the machine did meanwhile.
        double small = page(near, token, options.time());
        double large = page(far, other, options.time());
        small = Math.min(small, page(near, token, options.time()));
        large = Math.min(large, page(far, other, options.time()));
        report.figure("queue page of %,d items, p50".formatted(before), small, "ms", "");
        report.figure("queue page of %,d items, p50".formatted(after), large, "ms", "");
        report.figure("the page of many against that of few, p50", large / small, "x", "<= 1.3");
      }
    } finally {
      grown.drop();
    }
  }

  private double page(ServerProcess server, String token, Duration time) throws Exception {
    byte[] page = DeskOperations.body(DeskOperations.QUEUE);
    return new Load(server.uri(), token, 1).run(time, _ -> page).p50();
  }

  private void grow(DeskDatabase grown) throws SQLException {
    long started = System.nanoTime();
    try (Connection connection = grown.connect();
        Statement statement = connection.createStatement()) {
      String search = text(statement, "SELECT pg_get_indexdef('" + SEARCH + "'::regclass)");
      String columns =
          text(
              statement,
              """
              SELECT string_agg(column_name, ', ') FROM information_schema.columns
              WHERE table_schema = 'public' AND table_name = 'recommendation' AND is_generated = 'NEVER'
                AND column_name NOT IN ('id', 'assignment_id', 'created_at')
              """);
      statement.execute("SET session_replication_role = 'replica'");
      statement.execute("DROP INDEX " + SEARCH);
      statement.execute(
          """
          INSERT INTO recommendation (id, created_at, %1$s)
          SELECT md5(id || '#' || c)::uuid, created_at - c * interval '13 seconds', %1$s
          FROM (SELECT * FROM recommendation OFFSET 0) r,
            generate_series(1, (SELECT greatest(1, %2$d / count(*)) FROM recommendation) - 1) c
          """
              .formatted(columns, options.growTo()));
      statement.execute(search);
      statement.execute(DeskData.TALLY);
      statement.execute("VACUUM ANALYZE recommendation");
      statement.execute("CHECKPOINT");
    }
    out.printf("grew the queue in %d s%n", (System.nanoTime() - started) / 1_000_000_000);
  }

  private static long items(DeskDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return Long.parseLong(text(statement, "SELECT count(*) FROM recommendation"));
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
