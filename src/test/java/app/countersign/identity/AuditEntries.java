package app.countersign.identity;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** What stands in the audit trail, in a form to compare. */
@Singleton
class AuditEntries {
  private final JdbcOperations jdbc;

  AuditEntries(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** The entries of one subject, the oldest first: {@code ACTION by actor: before -> after}. */
  List<String> of(String subjectType, String subjectId) {
    String sql =
        """
        select action || ' by ' || actor_id || ': ' || coalesce(before::text, 'null') || ' -> '
          || coalesce(after::text, 'null') from audit_entry
        where subject_type = ? and subject_id = ? order by sequence
        """;
    return jdbc.execute(
        connection -> {
          List<String> entries = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subjectType);
            statement.setString(2, subjectId);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                entries.add(rows.getString(1));
              }
            }
          }
          return entries;
        });
  }
}
