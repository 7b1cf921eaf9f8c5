package app.countersign.warehouse;

import app.countersign.platform.db.Json;
import app.countersign.warehouse.StatementAnswer.Column;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the SQL API, read.
 *
 * @param handle by which the statement is known; null where the answer has none
 * @param columns null where the answer has no description of them: a further partition
 * @param partitions how many there are in all, from 1
 * @param rows of this partition, every value as text or null; null for a row that is no list
 */
record ResultPage(
    @Nullable String handle,
    @Nullable List<Column> columns,
    int partitions,
    List<@Nullable List<@Nullable String>> rows) {
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_PARTITIONS = 50;
  private static final int LONGEST_HANDLE = 100;

  /** Null where it is not what was agreed. */
  static @Nullable ResultPage read(byte[] body) {
    try {
      JsonNode answer = Json.mapper().readTree(body);
      JsonNode data = answer.path("data");
      JsonNode meta = answer.path("resultSetMetaData");
      List<Column> columns = columns(meta.path("rowType"));
      int partitions = Math.max(1, meta.path("partitionInfo").size());
      boolean isFine =
          data.isArray()
              && partitions <= MOST_PARTITIONS
              && (columns == null || columns.size() <= MOST_COLUMNS);
      return isFine ? new ResultPage(handle(answer), columns, partitions, rows(data)) : null;
    } catch (IOException _) {
      return null;
    }
  }

  /** The handle of a statement that is still running, or null. */
  static @Nullable String handle(byte[] body) {
    try {
      return handle(Json.mapper().readTree(body));
    } catch (IOException _) {
      return null;
    }
  }

  /** Only what can stand in a path. */
  private static @Nullable String handle(JsonNode answer) {
    String handle = answer.path("statementHandle").textValue();
    return handle != null && handle.length() <= LONGEST_HANDLE && handle.matches("[A-Za-z0-9-]+")
        ? handle
        : null;
  }

  private static @Nullable List<Column> columns(JsonNode types) {
    if (!types.isArray()) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    types.forEach(
        type -> columns.add(new Column(type.path("name").asText(), type.path("type").asText())));
    return columns;
  }

  private static List<@Nullable List<@Nullable String>> rows(JsonNode data) {
    List<@Nullable List<@Nullable String>> rows = new ArrayList<>(data.size());
    for (JsonNode row : data) {
      if (row.isArray()) {
        List<@Nullable String> values = new ArrayList<>(row.size());
        row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
        rows.add(values);
      } else {
        rows.add(null);
      }
    }
    return rows;
  }
}
