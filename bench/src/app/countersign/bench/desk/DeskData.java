package app.countersign.bench.desk;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The desk's rows, multiplied: what the pipeline made of the demo's users and what its operators
 * did with it, again and again under other ids, so that every text, trace and signal is one that
 * the product writes. Everything follows from the row and the number of its copy. A table that is
 * done is noted, so that a run that was cut off goes on where it was.
 */
final class DeskData {
  private static final String SETUP =
      """
      CREATE TABLE IF NOT EXISTS bench_step (name text PRIMARY KEY, rows bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS bench_rank (id uuid PRIMARY KEY, rank integer NOT NULL);
      INSERT INTO bench_rank
        SELECT id, row_number() OVER (ORDER BY (status = 'PENDING' AND guardrails_passed) DESC, id) - 1
        FROM recommendation WHERE NOT EXISTS (SELECT FROM bench_rank);
      CREATE OR REPLACE FUNCTION bench_uuid(original uuid, copy integer) RETURNS uuid
      LANGUAGE plpgsql STABLE AS $$
      DECLARE
        number bigint;
      BEGIN
        SELECT rank::bigint * %1$d + copy INTO number FROM bench_rank WHERE id = original;
        RETURN CASE WHEN number IS NULL THEN md5(original || '#' || copy)
          ELSE md5('item ' || number) END::uuid;
      END
      $$;
      """;

  /** Counted anew, for the copies are made past the triggers that keep count. */
  static final String TALLY =
      """
      DELETE FROM recommendation_tally;
      INSERT INTO recommendation_tally
        SELECT status, persona_primary, priority, type, count(*) FROM recommendation GROUP BY 1, 2, 3, 4
      """;

  /** A table, and which of its rows are multiplied how often. */
  private record Table(String name, int copies, String only) {}

  private final DeskDatabase database;
  private final DeskOptions options;
  private final PrintStream out;

  DeskData(DeskDatabase database, DeskOptions options, PrintStream out) {
    this.database = database;
    this.options = options;
    this.out = out;
  }

  /**
   * What there is to measure with.
   *
   * @param approvable how many items can be approved: those numbered from 1 on, each {@code
   *     md5('item ' || number)}
   */
  record Made(long recommendations, long users, long transactions, long approvable) {}

  Made make() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = 'origin'");
      int perItem = copies(statement, "recommendation", options.recommendations());
      int perUser = copies(statement, "app_user", options.users());
      int perRow = copies(statement, "ledger_transaction", options.transactions());
      statement.execute(SETUP.formatted(perItem));
      for (Table table : tables(perItem, perUser, Math.min(perRow, perUser))) {
        multiply(connection, table);
      }
      statement.execute(TALLY);
      audit(connection, perItem);
      return made(statement);
    }
  }

  private static List<Table> tables(int perItem, int perUser, int perRow) {
    // A user's copy is there for each copy of what is the user's.
    int users = Math.max(perUser, perItem);
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("app_user", users, "true"));
    tables.add(new Table("consent", users, "true"));
    tables.add(new Table("ledger_import", perRow, "true"));
    tables.add(new Table("account", perRow, "true"));
    tables.add(new Table("liability", perRow, "true"));
    tables.add(new Table("ledger_transaction", perRow, "true"));
    tables.add(new Table("signal_run", perItem, "true"));
    tables.add(new Table("persona_assignment", perItem, "true"));
    tables.add(new Table("recommendation", perItem, "true"));
    tables.add(new Table("decision", perItem, "true"));
    tables.add(new Table("flag", perItem, "true"));
    tables.add(new Table("decision_trace", perItem, "true"));
    return tables;
  }

  /** How often each row is there again, for about so many in all. */
  private static int copies(Statement statement, String table, int wanted) throws SQLException {
    try (ResultSet known =
        statement.executeQuery(
            "SELECT CASE WHEN to_regclass('bench_step') IS NULL THEN 0 ELSE 1 END")) {
      known.next();
      if (known.getInt(1) == 1) {
        try (Statement again = statement.getConnection().createStatement();
            ResultSet kept =
                again.executeQuery(
                    "SELECT rows FROM bench_step WHERE name = 'copies " + table + "'")) {
          if (kept.next()) {
            return kept.getInt(1);
          }
        }
      }
    }
    statement.execute(
        "CREATE TABLE IF NOT EXISTS bench_step (name text PRIMARY KEY, rows bigint NOT NULL)");
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      int copies = (int) Math.max(1, Math.round(wanted / (double) rows.getLong(1)) - 1);
      try (Statement note = statement.getConnection().createStatement()) {
        note.execute("INSERT INTO bench_step VALUES ('copies %s', %d)".formatted(table, copies));
      }
      return copies;
    }
  }

  private void multiply(Connection connection, Table table) throws SQLException {
    if (isDone(connection, table.name())) {
      return;
    }
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                SELECT column_name, udt_name FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = '%s' AND is_generated = 'NEVER'
                ORDER BY ordinal_position
                """
                    .formatted(table.name()))) {
      while (found.next()) {
        columns.add(found.getString(1));
        values.add(value(table, found.getString(1), found.getString(2)));
      }
    }
    String sql =
        "INSERT INTO %1$s (%2$s) SELECT %3$s FROM (SELECT * FROM %1$s WHERE %4$s OFFSET 0) t, generate_series(1, %5$d) c"
            .formatted(
                table.name(),
                String.join(", ", columns),
                String.join(", ", values),
                table.only(),
                table.copies());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // The copies refer to copies as the rows do to rows; asking again for each would take hours.
      statement.execute("SET LOCAL session_replication_role = 'replica'");
      long started = System.nanoTime();
      long rows = statement.executeLargeUpdate(sql);
      done(statement, table.name(), rows);
      connection.commit();
      out.printf(
          "made %,d rows of %s in %d s%n",
          rows, table.name(), (System.nanoTime() - started) / 1_000_000_000);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String value(Table table, String column, String type) {
    String name = "t." + column;
    if (column.equals("user_id") || (column.equals("id") && table.name().equals("app_user"))) {
      return name + " || '_' || c";
    }
    return switch (type) {
      case "uuid" ->
          isPerson(column)
              ? name
              : "CASE WHEN %1$s IS NULL THEN NULL ELSE bench_uuid(%1$s, c) END".formatted(name);
      case "timestamptz" -> name + " - c * interval '97 seconds'";
      default -> name;
    };
  }

  /** Who did something stays who did it. */
  private static boolean isPerson(String column) {
    return column.endsWith("_by");
  }

  /** The audit entries of the copies, each chain made by the database's own trigger. */
  private void audit(Connection connection, int copies) throws SQLException {
    if (isDone(connection, "audit_entry")) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      long started = System.nanoTime();
      long rows =
          statement.executeLargeUpdate(
              """
              INSERT INTO audit_entry (id, subject_type, subject_id, action, actor_id, actor_name, at,
                recommendation_id, user_id, batch_id, before, after)
              SELECT md5(e.id || '#' || c)::uuid, e.subject_type, bench_uuid(e.recommendation_id, c)::text,
                e.action, e.actor_id, e.actor_name, e.at - c * interval '97 seconds',
                bench_uuid(e.recommendation_id, c), e.user_id || '_' || c, e.batch_id, e.before, e.after
              FROM (SELECT * FROM audit_entry WHERE subject_type = 'Recommendation' OFFSET 0) e,
                generate_series(1, %d) c
              ORDER BY e.subject_id, c, e.sequence
              """
                  .formatted(copies));
      done(statement, "audit_entry", rows);
      connection.commit();
      out.printf(
          "made %,d audit entries in %d s%n", rows, (System.nanoTime() - started) / 1_000_000_000);
    } finally {
      connection.setAutoCommit(true);
    }
    database.execute("VACUUM ANALYZE");
    database.execute("CHECKPOINT");
  }

  private static boolean isDone(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT FROM bench_step WHERE name = '" + name + "'")) {
      return rows.next();
    }
  }

  private static void done(Statement statement, String name, long rows) throws SQLException {
    statement.execute("INSERT INTO bench_step VALUES ('%s', %d)".formatted(name, rows));
  }

  private static Made made(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT (SELECT count(*) FROM recommendation), (SELECT count(*) FROM app_user),
              (SELECT count(*) FROM ledger_transaction),
              (SELECT count(*) FROM bench_rank k JOIN recommendation r USING (id)
                WHERE r.status = 'PENDING' AND r.guardrails_passed)
                * (SELECT rows FROM bench_step WHERE name = 'copies recommendation')
            """)) {
      rows.next();
      return new Made(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
    }
  }
}
