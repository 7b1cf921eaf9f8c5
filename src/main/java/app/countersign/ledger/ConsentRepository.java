package app.countersign.ledger;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The consents on record, the latest of each kind. */
@Singleton
class ConsentRepository {
  private final Sql sql;

  ConsentRepository(Sql sql) {
    this.sql = sql;
  }

  void put(
      String userId,
      Collection<ConsentKind> kinds,
      boolean granted,
      String textVersion,
      Instant now) {
    sql.update(
        """
        INSERT INTO consent (user_id, kind, granted, text_version, changed_at)
        SELECT ?, kind, ?, ?, ? FROM unnest(?::text[]) AS kind
        ON CONFLICT (user_id, kind) DO UPDATE
          SET granted = excluded.granted, text_version = excluded.text_version,
            changed_at = excluded.changed_at
        """,
        userId,
        granted,
        textVersion,
        now,
        kinds);
  }

  Map<ConsentKind, Consent> known(String userId) {
    return known(List.of(userId)).getOrDefault(userId, Map.of());
  }

  Map<String, Set<ConsentKind>> granted(Collection<String> userIds) {
    Map<String, Set<ConsentKind>> granted = new HashMap<>();
    known(userIds)
        .forEach(
            (userId, consents) -> {
              Set<ConsentKind> kinds = EnumSet.noneOf(ConsentKind.class);
              consents.values().stream()
                  .filter(Consent::isGranted)
                  .forEach(consent -> kinds.add(consent.kind()));
              if (!kinds.isEmpty()) {
                granted.put(userId, kinds);
              }
            });
    return granted;
  }

  Map<String, List<Consent>> all(Collection<String> userIds) {
    Map<String, Map<ConsentKind, Consent>> known = known(userIds);
    Map<String, List<Consent>> all = new HashMap<>();
    for (String userId : userIds) {
      all.put(userId, Consents.complete(known.getOrDefault(userId, Map.of())));
    }
    return all;
  }

  private Map<String, Map<ConsentKind, Consent>> known(Collection<String> userIds) {
    Map<String, Map<ConsentKind, Consent>> known = new HashMap<>();
    sql.list(
            "SELECT * FROM consent WHERE user_id = ANY(?)",
            row -> Map.entry(Rows.text(row, "user_id"), read(row)),
            userIds)
        .forEach(
            entry ->
                known
                    .computeIfAbsent(entry.getKey(), user -> new EnumMap<>(ConsentKind.class))
                    .put(entry.getValue().kind(), entry.getValue()));
    return known;
  }

  private static Consent read(ResultSet row) throws SQLException {
    return new Consent(
        Rows.enumValue(row, "kind", ConsentKind.class),
        Rows.bool(row, "granted"),
        Rows.text(row, "text_version"),
        Rows.instant(row, "changed_at"));
  }
}
