package app.countersign.inbox;

import app.countersign.customer.PersonalData;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which letters went to a customer. Their words are not kept once they are sent. */
@Singleton
class LetterData implements PersonalData {
  private final Sql sql;

  LetterData(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String section() {
    return "letters";
  }

  @Override
  public Object export(UUID personId) {
    return sql.list(
        """
        SELECT subject_type, status, created_at, finished_at FROM delivery
        WHERE user_id = ? AND channel = 'EMAIL' ORDER BY id
        """,
        row -> {
          Map<String, @Nullable Object> letter = new LinkedHashMap<>();
          letter.put("kind", Rows.text(row, "subject_type"));
          letter.put("status", Rows.text(row, "status"));
          letter.put("queuedAt", Rows.instant(row, "created_at"));
          letter.put("finishedAt", Rows.nullableInstant(row, "finished_at"));
          return letter;
        },
        personId.toString());
  }

  /** They go with everything else of the person in the outbox. */
  @Override
  public void erase(UUID personId) {}
}
