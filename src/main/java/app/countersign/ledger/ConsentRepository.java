package app.countersign.ledger;

import app.countersign.platform.db.Parameters;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
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
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class ConsentRepository implements GenericRepository<User, String> {
  private final Sql sql;

  ConsentRepository(Sql sql) {
    this.sql = sql;
  }

  /** Keeps others from changing the user's consents until the transaction ends. */
  void lockUser(String userId) {
    // As a @Query it would be taken for an update, which gives no rows.
    sql.prepared(
        "SELECT id FROM app_user WHERE id = ? FOR NO KEY UPDATE",
        statement -> {
          statement.setString(1, userId);
          return statement.execute();
        });
  }

  void put(
      String userId,
      Collection<ConsentKind> kinds,
      boolean granted,
      String textVersion,
      Instant now) {
    sql.prepared(
        """
        INSERT INTO consent (user_id, kind, granted, text_version, changed_at)
        SELECT ?, kind, ?, ?, ? FROM unnest(?) AS kind
        ON CONFLICT (user_id, kind) DO UPDATE
          SET granted = excluded.granted, text_version = excluded.text_version,
            changed_at = excluded.changed_at
        """,
        statement -> {
          Parameters.bind(statement, List.of(userId, granted, textVersion, now, kinds));
          return statement.executeUpdate();
        });
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
    return sql.prepared(
        "SELECT * FROM consent WHERE user_id = ANY(?)",
        statement -> {
          Parameters.bind(statement, 1, userIds);
          Map<String, Map<ConsentKind, Consent>> known = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              Consent consent = read(rows);
              known
                  .computeIfAbsent(
                      Rows.text(rows, "user_id"), user -> new EnumMap<>(ConsentKind.class))
                  .put(consent.kind(), consent);
            }
          }
          return known;
        });
  }

  private static Consent read(ResultSet row) throws SQLException {
    return new Consent(
        Rows.enumValue(row, "kind", ConsentKind.class),
        Rows.bool(row, "granted"),
        Rows.text(row, "text_version"),
        Rows.instant(row, "changed_at"));
  }
}
