package app.countersign.platform.db;

/**
 * One key of a list's order. The expression must never be null: an order over a nullable column
 * wraps it in {@code coalesce}; a row whose key is null fails the page.
 *
 * @param expression SQL over the query's tables, without parameters: {@code r.created_at}
 * @param type the type of the expression
 * @param isAscending smallest first
 */
public record Key(String expression, KeyType<?> type, boolean isAscending) {
  /** Smallest first. */
  public static Key asc(String expression, KeyType<?> type) {
    return new Key(expression, type, true);
  }

  /** Largest first. */
  public static Key desc(String expression, KeyType<?> type) {
    return new Key(expression, type, false);
  }

  Key reversed() {
    return new Key(expression, type, !isAscending);
  }
}
