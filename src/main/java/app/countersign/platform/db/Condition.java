package app.countersign.platform.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL that is true or false of a row, with the values of its parameters.
 *
 * @param sql the expression, with one {@code ?} per value
 * @param values what is bound, in order; not copied into an immutable list because null is a value
 * @param isUneven whether it depends on the values how many rows it is true of, as with a range
 */
record Condition(String sql, List<@Nullable Object> values, boolean isUneven) {
  static final Condition NEVER = new Condition("false", List.of());

  Condition {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** One that is true of about as many rows whatever the values. */
  Condition(String sql, List<@Nullable Object> values) {
    this(sql, values, false);
  }

  /** True where all are; true of every row where there are none. */
  static Condition all(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return new Condition("true", List.of());
    }
    List<@Nullable Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    for (Condition condition : conditions) {
      sql.append(sql.isEmpty() ? "(" : " and (").append(condition.sql()).append(')');
      values.addAll(condition.values());
    }
    return new Condition(sql.toString(), values);
  }
}
