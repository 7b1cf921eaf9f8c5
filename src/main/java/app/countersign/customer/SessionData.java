package app.countersign.customer;

import jakarta.inject.Singleton;
import java.util.UUID;

/** When the person signed in; erased with the account. */
@Singleton
class SessionData implements PersonalData {
  private final StoredRows rows;

  SessionData(StoredRows rows) {
    this.rows = rows;
  }

  @Override
  public String section() {
    return "sessions";
  }

  @Override
  public Object export(UUID personId) {
    return rows.list(
        """
        SELECT id, created_at AS "startedAt", expires_at AS "expiresAt", revoked_at AS "endedAt"
        FROM session WHERE person_id = ? ORDER BY created_at, id
        """,
        personId);
  }

  @Override
  public void erase(UUID personId) {
    // An account that is closed has none.
  }
}
