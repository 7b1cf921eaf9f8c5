package app.countersign.identity;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many sessions stand, by one statement. */
@Singleton
class SessionStandings {
  private final Sql sql;

  SessionStandings(Sql sql) {
    this.sql = sql;
  }

  /** Those of the sessions that are in force, by their ids. */
  Map<UUID, Standing> inForce(Collection<UUID> sessionIds, Instant now) {
    return sql
        .list(
            """
            SELECT s.id, s.person_id, o.name, o.role, s.expires_at
            FROM session s JOIN person o ON o.id = s.person_id
            WHERE s.id = any(?) AND s.revoked_at IS NULL AND s.expires_at > ? AND o.active
            """,
            SessionStandings::standing,
            sessionIds,
            now)
        .stream()
        .collect(Collectors.toMap(Standing::id, Function.identity()));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    Role role = Rows.enumValue(row, "role", Role.class);
    return new Standing(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "person_id"),
        Rows.text(row, "name"),
        role,
        role,
        Rows.instant(row, "expires_at"),
        null);
  }
}
