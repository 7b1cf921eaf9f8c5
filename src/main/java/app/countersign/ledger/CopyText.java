package app.countersign.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The text format of PostgreSQL's COPY. */
final class CopyText {
  private CopyText() {}

  /** Appends one row; null becomes {@code \N}, everything else its escaped text. */
  static void row(StringBuilder rows, @Nullable Object... values) {
    for (int column = 0; column < values.length; column++) {
      if (column > 0) {
        rows.append('\t');
      }
      Object value = values[column];
      if (value == null) {
        rows.append("\\N");
      } else {
        escape(rows, value.toString());
      }
    }
    rows.append('\n');
  }

  /**
   * Copies rows into a table.
   *
   * @return how many
   */
  static long copy(Connection connection, String sql, byte[] rows) throws SQLException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new ByteArrayInputStream(rows));
    } catch (IOException impossible) {
      throw new SQLException("The rows could not be read from memory.", impossible);
    }
  }

  private static void escape(StringBuilder rows, String text) {
    for (int place = 0; place < text.length(); place++) {
      char character = text.charAt(place);
      switch (character) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(character);
      }
    }
  }
}
