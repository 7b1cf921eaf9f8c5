package app.countersign.customer;

import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What the person consented to. */
@Singleton
class ConsentData implements PersonalData {
  private final StoredRows rows;
  private final Sql sql;

  ConsentData(StoredRows rows, Sql sql) {
    this.rows = rows;
    this.sql = sql;
  }

  @Override
  public String section() {
    return "consents";
  }

  @Override
  public Object export(UUID personId) {
    return rows.list(
        """
        SELECT kind, granted AS "isGranted", text_version AS "textVersion",
          changed_at AS "changedAt"
        FROM consent WHERE user_id = ? ORDER BY kind
        """,
        personId.toString());
  }

  @Override
  public void erase(UUID personId) {
    sql.list("SELECT erase_consents(?)", row -> true, personId.toString());
  }
}
