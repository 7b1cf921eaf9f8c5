package app.countersign.platform.db;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns an order into SQL. Where all keys go the same way a bound is one row comparison, which an
 * index answers by a seek; where they do not, it is the expanded form led by a plain bound on the
 * first key, so that the index still knows where to start.
 */
record Keyset(List<Key> keys) {
  /** The keys from last to first place. */
  Keyset reversed() {
    return new Keyset(keys.stream().map(Key::reversed).toList());
  }

  /** The keys as columns of the result, for cursors. */
  String columns() {
    return numbered((key, number) -> key.expression() + " as " + Cursor.column(number));
  }

  /** The order over the query's own tables. */
  String order() {
    return numbered((key, _) -> key.expression() + direction(key));
  }

  /** The same order over the key columns of a sub-select. */
  String outerOrder() {
    return numbered((key, number) -> Cursor.column(number) + direction(key));
  }

  /** True of the rows behind the cursor in this order. */
  Condition beyond(Cursor cursor) {
    return bound(cursor, "");
  }

  /** True of the rows behind the cursor and of its own. */
  Condition fromOnwards(Cursor cursor) {
    return bound(cursor, "=");
  }

  private Condition bound(Cursor cursor, String orEqual) {
    boolean oneWay = keys.stream().map(Key::isAscending).distinct().count() == 1;
    return oneWay ? rowComparison(cursor, orEqual) : expanded(cursor, orEqual);
  }

  private Condition rowComparison(Cursor cursor, String orEqual) {
    String left = keys.stream().map(Key::expression).collect(Collectors.joining(", "));
    String right = keys.stream().map(_ -> "?").collect(Collectors.joining(", "));
    String sql = "(%s) %s%s (%s)".formatted(left, sign(keys.getFirst()), orEqual, right);
    return new Condition(sql, new ArrayList<>(cursor.values()));
  }

  private Condition expanded(Cursor cursor, String orEqual) {
    Key first = keys.getFirst();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(cursor.values().getFirst());
    String rest = expanded(cursor, orEqual, 0, values);
    return new Condition(
        "%s %s= ? and %s".formatted(first.expression(), sign(first), rest), values);
  }

  private String expanded(Cursor cursor, String orEqual, int depth, List<@Nullable Object> values) {
    Key key = keys.get(depth);
    Object value = cursor.values().get(depth);
    values.add(value);
    if (depth == keys.size() - 1) {
      return "%s %s%s ?".formatted(key.expression(), sign(key), orEqual);
    }
    values.add(value);
    return "(%1$s %2$s ? or (%1$s = ? and %3$s))"
        .formatted(key.expression(), sign(key), expanded(cursor, orEqual, depth + 1, values));
  }

  private String numbered(Column column) {
    return IntStream.range(0, keys.size())
        .mapToObj(index -> column.sql(keys.get(index), index + 1))
        .collect(Collectors.joining(", "));
  }

  private static String direction(Key key) {
    return key.isAscending() ? "" : " desc";
  }

  private static String sign(Key key) {
    return key.isAscending() ? ">" : "<";
  }

  private interface Column {
    String sql(Key key, int number);
  }
}
