package app.countersign.survive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of a database, past every server. */
final class Rows implements AutoCloseable {
  /** What changes by reading: when a token was last used, a failed sign-in, what is due. */
  private static final Set<String> RESTLESS =
      Set.of("access_token", "sign_in_failure", "scheduled_tasks", "flyway_schema_history");

  private final Connection connection;
  private @Nullable String everything;

  Rows(Stage stage, String database) throws SQLException {
    this.connection = stage.cluster().connect(database);
  }

  /** The first column of the first row as text. */
  String text(String sql, Object... values) throws SQLException {
    List<String> all = texts(sql, values);
    if (all.isEmpty()) {
      throw new IllegalStateException("no row: " + sql);
    }
    return all.getFirst();
  }

  /** The first column of all rows as text. */
  List<String> texts(String sql, Object... values) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /**
   * By table how many rows it has and the youngest transaction that wrote one: whatever is changed
   * changes this.
   */
  Map<String, String> state() throws SQLException {
    if (everything == null) {
      List<String> tables = texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
      tables.removeAll(RESTLESS);
      everything =
          String.join(
              " UNION ALL ",
              tables.stream()
                  .map(
                      table ->
                          "SELECT '%1$s=' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM %1$s"
                              .formatted(table))
                  .toList());
    }
    Map<String, String> state = new TreeMap<>();
    for (String line : texts(everything)) {
      String[] parts = line.split("=", 2);
      state.put(parts[0], parts[1]);
    }
    return state;
  }

  /** Which tables differ. */
  static List<String> changed(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
  }
}
