package app.countersign.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Gathers the rows of one page in reading direction and makes the page of them. */
final class PageRows<T> {
  private final PageBounds bounds;
  private final List<T> items = new ArrayList<>();
  private final List<Object[]> keys = new ArrayList<>();
  private boolean hasMore;
  private boolean hasAhead;
  private boolean hasBehind;

  PageRows(PageBounds bounds) {
    this.bounds = bounds;
  }

  /** Takes the row the result set stands on, which may only tell of the edges. */
  void take(ResultSet row, RowMapper<T> mapper) throws SQLException {
    if (!bounds.isOpen()) {
      hasAhead = row.getBoolean(PageSql.AHEAD);
      hasBehind = row.getBoolean(PageSql.BEHIND);
    }
    if (row.getBoolean(PageSql.PRESENT)) {
      add(row, mapper);
    }
  }

  private void add(ResultSet row, RowMapper<T> mapper) throws SQLException {
    if (items.size() == bounds.request().size()) {
      // The one past the page only tells that the list goes on.
      hasMore = true;
      return;
    }
    items.add(mapper.map(row));
    keys.add(Cursor.keys(bounds.sort(), row));
  }

  Page<T> page(LongSupplier total) {
    List<String> cursors = new Cursors(bounds.sort(), keys);
    if (!bounds.request().isBackward()) {
      return new Page<>(items, cursors, hasMore || hasBehind, hasAhead, total);
    }
    return new Page<>(items.reversed(), cursors.reversed(), hasBehind, hasMore || hasAhead, total);
  }
}
