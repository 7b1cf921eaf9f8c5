package app.countersign.platform.db;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The same page of the list of each of many parents. */
record ParentPages<T, K>(
    KeysetQuery<T> query, String expression, KeyType<K> type, List<K> parents) {

  Map<K, Page<T>> fetch(JdbcOperations jdbc, PageBounds bounds) {
    PageSql sql = PageSql.perParent(query, bounds, expression, type.sqlName());
    Map<K, PageRows<T>> gathered = jdbc.execute(connection -> gather(connection, sql, bounds));
    CountsOnce<K> counts = new CountsOnce<>(() -> jdbc.execute(this::count));
    Map<K, Page<T>> pages = new LinkedHashMap<>();
    gathered.forEach((parent, rows) -> pages.put(parent, rows.page(() -> counts.of(parent))));
    return pages;
  }

  private Map<K, PageRows<T>> gather(Connection connection, PageSql sql, PageBounds bounds)
      throws SQLException {
    Map<K, PageRows<T>> gathered = new LinkedHashMap<>();
    parents.forEach(parent -> gathered.put(parent, new PageRows<>(bounds)));
    PlannedQuery planned = PlannedQuery.of(sql.sql(), query.isUneven());
    try (PreparedStatement statement = connection.prepareStatement(planned.sql())) {
      statement.setArray(1, array(connection));
      int index = 2;
      for (Object value : sql.values()) {
        Parameters.bind(statement, index++, value);
      }
      try (ResultSet rows = planned.execute(statement)) {
        while (rows.next()) {
          rowsOf(gathered, rows).take(rows, query.mapper());
        }
      }
    }
    return gathered;
  }

  private PageRows<T> rowsOf(Map<K, PageRows<T>> gathered, ResultSet row) throws SQLException {
    K parent = type.read(row, PageSql.PARENT);
    PageRows<T> rows = gathered.get(parent);
    if (rows == null) {
      throw new SQLException("A row came for the parent " + parent + ", which was not asked for.");
    }
    return rows;
  }

  private Map<K, Long> count(Connection connection) throws SQLException {
    Condition condition = Condition.all(query.conditions());
    String counts =
        "select %1$s as %2$s, count(*) from %3$s where %1$s = any(?::%4$s[]) and %5$s group by 1"
            .formatted(expression, PageSql.PARENT, query.from(), type.sqlName(), condition.sql());
    PlannedQuery planned = PlannedQuery.of(counts, query.isUneven());
    Map<K, Long> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(planned.sql())) {
      statement.setArray(1, array(connection));
      int index = 2;
      for (Object value : condition.values()) {
        Parameters.bind(statement, index++, value);
      }
      try (ResultSet rows = planned.execute(statement)) {
        while (rows.next()) {
          found.put(type.read(rows, PageSql.PARENT), rows.getLong(2));
        }
      }
    }
    return found;
  }

  private Array array(Connection connection) throws SQLException {
    return connection.createArrayOf(type.sqlName(), parents.toArray());
  }

  /** The counts of all parents, counted when the first of them is asked for. */
  private static final class CountsOnce<K> {
    private final Supplier<Map<K, Long>> count;
    private volatile @Nullable Map<K, Long> known;

    CountsOnce(Supplier<Map<K, Long>> count) {
      this.count = count;
    }

    long of(K parent) {
      Map<K, Long> counts = known;
      if (counts == null) {
        counts = count.get();
        known = counts;
      }
      return counts.getOrDefault(parent, 0L);
    }
  }
}
