package app.countersign.customer;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Rows as they are stored, for an export. */
@Singleton
class StoredRows {
  private final Sql sql;

  StoredRows(Sql sql) {
    this.sql = sql;
  }

  /** All rows of a query as a list of objects; a column's label is its name. */
  JsonNode list(String query, @Nullable Object... values) {
    String text =
        sql.first(
            "SELECT coalesce(jsonb_agg(to_jsonb(found)), '[]')::text AS all_rows FROM (%s) found"
                .formatted(query),
            row -> Rows.text(row, "all_rows"),
            values);
    return Json.read(String.valueOf(text), JsonNode.class);
  }
}
