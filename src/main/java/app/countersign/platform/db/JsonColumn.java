package app.countersign.platform.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column of {@link Json} of which many rows hold the same text: what was read of it lately is not
 * read again. For types whose values do not change.
 */
public final class JsonColumn<T> {
  /** Characters of all texts that are kept. */
  private static final int MOST_KEPT = 4_000_000;

  private final String column;
  private final Class<T> type;
  private final Cache<String, T> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((String text, T value) -> text.length())
          .executor(Runnable::run)
          .build();

  public JsonColumn(String column, Class<T> type) {
    this.column = column;
    this.type = type;
  }

  /** The value of a row; never null. */
  public T read(ResultSet row) throws SQLException {
    return kept.get(Rows.text(row, column), text -> Json.read(text, type));
  }
}
