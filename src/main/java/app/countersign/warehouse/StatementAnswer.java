package app.countersign.warehouse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a statement. */
sealed interface StatementAnswer {
  /** A column of a result; its name in upper case, its type in lower case. */
  record Column(String name, String type) {
    public Column {
      name = name.toUpperCase(Locale.ROOT);
      type = type.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Its rows, every value as text, or null.
   *
   * @param unreadable rows that do not have as many values as there are columns
   */
  record Result(List<Column> columns, List<List<@Nullable String>> rows, int unreadable)
      implements StatementAnswer {}

  /** No answer, and why: a word for metrics and logs, without anything that was asked. */
  record Failed(String reason) implements StatementAnswer {}
}
