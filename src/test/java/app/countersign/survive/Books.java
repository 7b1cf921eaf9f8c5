package app.countersign.survive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Whether state, decisions, audit trail and outbox of a database tell the same. */
final class Books {
  /** Each answers what is wrong, one row each; nothing where nothing is. */
  private static final Map<String, String> RULES = new TreeMap<>();

  static {
    RULES.put(
        "the state is that of the decision in force",
        """
        SELECT r.id || ' is ' || r.status || ' by ' || coalesce(d.kind, 'nothing')
        FROM recommendation r LEFT JOIN decision d ON d.id = r.decision_id
        WHERE d.undone_at IS NOT NULL OR r.status <> CASE d.kind WHEN 'APPROVE' THEN 'APPROVED'
          WHEN 'REJECT' THEN 'REJECTED' WHEN 'FLAG' THEN 'FLAGGED' ELSE 'PENDING' END
        """);
    RULES.put(
        "each decision is in the audit trail once",
        """
        SELECT d.id || ' of ' || d.recommendation_id || ' has ' || count(e.id) || ' entries'
        FROM decision d LEFT JOIN audit_entry e ON e.subject_type = 'Recommendation'
          AND e.subject_id = d.recommendation_id::text AND e.action = d.kind
          AND e.after ->> 'decisionId' = d.id::text
        GROUP BY d.id HAVING count(e.id) <> 1
        """);
    RULES.put(
        "each decision that was taken back is in the audit trail once",
        """
        SELECT d.id || ' of ' || d.recommendation_id || ' was undone in ' || count(e.id) || ' entries'
        FROM decision d LEFT JOIN audit_entry e ON e.subject_type = 'Recommendation'
          AND e.subject_id = d.recommendation_id::text AND e.action = 'UNDO'
          AND e.after ->> 'undoneDecisionId' = d.id::text
        GROUP BY d.id HAVING count(e.id) <> (d.undone_at IS NOT NULL)::int
        """);
    RULES.put(
        "each decision of the audit trail was taken",
        """
        SELECT e.id || ' tells of a decision that is not there' FROM audit_entry e
        WHERE e.subject_type = 'Recommendation' AND e.after ? 'decisionId'
          AND NOT EXISTS (SELECT FROM decision d WHERE d.id::text = e.after ->> 'decisionId')
        """);
    RULES.put(
        "an item's version is that of its last entry",
        """
        SELECT r.id || ' has version ' || r.version || ', its entries tell of '
          || max((e.after ->> 'version')::int)
        FROM recommendation r JOIN audit_entry e ON e.subject_type = 'Recommendation'
          AND e.subject_id = r.id::text
        GROUP BY r.id HAVING r.version <> max((e.after ->> 'version')::int)
        """);
    RULES.put(
        "versions rise along an item's chain",
        """
        SELECT subject_id || ': ' || version || ' after ' || before FROM (
          SELECT e.subject_id, (e.after ->> 'version')::int AS version,
            lag((e.after ->> 'version')::int) OVER (PARTITION BY e.subject_id ORDER BY e.sequence)
              AS before
          FROM audit_entry e
          WHERE e.subject_type = 'Recommendation' AND e.after ->> 'version' IS NOT NULL) chain
        WHERE version <= before
        """);
    RULES.put(
        "what is approved is sent, and nothing else",
        """
        SELECT d.id || ' (' || d.kind || CASE WHEN d.undone_at IS NULL THEN '' ELSE ', undone' END
          || ') of ' || d.recommendation_id || ' has a delivery ' || coalesce(o.status, 'nowhere')
        FROM decision d LEFT JOIN delivery o ON o.decision_id = d.id
        WHERE CASE WHEN d.kind <> 'APPROVE' THEN o.id IS NOT NULL
          WHEN d.undone_at IS NULL THEN o.status IS NULL OR o.status NOT IN ('QUEUED', 'DELIVERED')
          ELSE o.status IS NULL OR o.status <> 'CANCELLED' END
        """);
    RULES.put(
        "what was delivered is written down once",
        """
        SELECT o.id || ' is ' || o.status || ' with ' || count(DISTINCT m.id) || ' messages and '
          || count(DISTINCT e.id) || ' entries'
        FROM delivery o LEFT JOIN delivered_message m ON m.delivery_id = o.id
          LEFT JOIN audit_entry e ON e.action = 'DELIVERY' AND e.after ->> 'deliveryId' = o.id::text
        GROUP BY o.id HAVING count(DISTINCT m.id) <> (o.status = 'DELIVERED')::int
          OR count(DISTINCT e.id) <> (o.status = 'DELIVERED')::int
        """);
    RULES.put(
        "an item is flagged while it has an open flag",
        """
        SELECT r.id || ' is ' || r.status || ' with ' || count(f.id) || ' open flags'
        FROM recommendation r LEFT JOIN flag f ON f.recommendation_id = r.id
          AND f.resolved_at IS NULL AND f.withdrawn_at IS NULL
        GROUP BY r.id HAVING (r.status = 'FLAGGED') <> (count(f.id) > 0)
        """);
    RULES.put(
        "each key that was taken has its answer",
        "SELECT key || ' has none' FROM idempotency_key WHERE answer IS NULL");
    RULES.put(
        "the audit trail's chains are whole",
        "SELECT f.subject_id || ': ' || f.fault FROM audit_faults(NULL, NULL) f");
  }

  /** What breaks one rule each, for whoever doubts that it would be seen. */
  private static final Map<String, String> LIES =
      Map.of(
          "the state is that of the decision in force",
          """
          UPDATE recommendation SET status = 'REJECTED' WHERE id =
            (SELECT id FROM recommendation WHERE status = 'APPROVED' LIMIT 1)
          """,
          "each decision is in the audit trail once",
          """
          DELETE FROM audit_entry WHERE id =
            (SELECT id FROM audit_entry WHERE action = 'APPROVE' LIMIT 1)
          """,
          "what is approved is sent, and nothing else",
          """
          DELETE FROM delivery WHERE id =
            (SELECT o.id FROM delivery o JOIN decision d ON d.id = o.decision_id
             WHERE d.undone_at IS NULL LIMIT 1)
          """,
          "what was delivered is written down once",
          """
          DELETE FROM delivered_message WHERE id = (SELECT id FROM delivered_message LIMIT 1)
          """,
          "an item's version is that of its last entry",
          """
          UPDATE recommendation SET version = version + 1 WHERE id =
            (SELECT id FROM recommendation WHERE status = 'APPROVED' LIMIT 1)
          """,
          "the audit trail's chains are whole",
          """
          UPDATE audit_entry SET actor_name = 'Nobody' WHERE id =
            (SELECT id FROM audit_entry WHERE action = 'FLAG' LIMIT 1)
          """);

  private Books() {}

  /** Goes through everything; each rule is a case. */
  static void check(Connection connection, Findings findings) throws SQLException {
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      List<String> wrong = texts(connection, rule.getValue());
      findings.hold(
          wrong.isEmpty(), "not so: %s (%d): %s".formatted(rule.getKey(), wrong.size(), wrong));
    }
  }

  /** Whether what callers were told is there, each of it once. */
  static void check(Connection connection, Journal journal, Findings findings) throws SQLException {
    Map<Journal.Effect, Integer> recorded = new HashMap<>();
    Map<UUID, Journal.Known> stands = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT recommendation_id, action, count(*) FROM audit_entry
              WHERE action NOT IN ('CREATE', 'DELIVERY') AND recommendation_id IS NOT NULL
              GROUP BY 1, 2
              """)) {
        while (rows.next()) {
          recorded.put(
              new Journal.Effect(rows.getObject(1, UUID.class), rows.getString(2)), rows.getInt(3));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT id, status, version FROM recommendation")) {
        while (rows.next()) {
          stands.put(
              rows.getObject(1, UUID.class), new Journal.Known(rows.getString(2), rows.getInt(3)));
        }
      }
    }
    Map<Journal.Effect, Integer> told = journal.effects();
    told.forEach(
        (effect, times) ->
            findings.hold(
                times.equals(recorded.get(effect)) || isOfNothing(effect, recorded),
                "%s was acknowledged %d times and is recorded %s times"
                    .formatted(effect, times, recorded.get(effect))));
    recorded.forEach(
        (effect, times) ->
            findings.hold(
                told.containsKey(effect),
                "%s is recorded %d times and nobody was told".formatted(effect, times)));
    journal
        .known()
        .forEach(
            (item, known) ->
                findings.hold(
                    known.equals(stands.get(item)),
                    "%s was told to be %s and is %s".formatted(item, known, stands.get(item))));
  }

  /** Whether what came to the hook is what was sent, by the deliveries' ids. */
  static void check(Connection connection, Hook hook, Findings findings) throws SQLException {
    Map<UUID, Integer> posts = hook.posts();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, status FROM delivery")) {
      while (rows.next()) {
        UUID id = rows.getObject(1, UUID.class);
        boolean isSent = rows.getString(2).equals("DELIVERED");
        findings.hold(
            isSent == posts.containsKey(id),
            "delivery %s is %s and came %s times".formatted(id, rows.getString(2), posts.get(id)));
      }
    }
    findings.hold(hook.changed().isEmpty(), "came again with other words: " + hook.changed());
  }

  /** How many deliveries wait. */
  static int waiting(Connection connection) throws SQLException {
    return texts(connection, "SELECT id::text FROM delivery WHERE status = 'QUEUED'").size();
  }

  /** Breaks the rules one by one, sees that it is found, and leaves everything as it was. */
  static void doubt(Connection connection, Findings findings) throws SQLException {
    connection.setAutoCommit(false);
    for (Map.Entry<String, String> lie : LIES.entrySet()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL session_replication_role = replica");
        int changed = statement.executeUpdate(lie.getValue());
        findings.hold(
            changed == 1 && !texts(connection, RULES.get(lie.getKey())).isEmpty(),
            "nobody finds the breach (of %d rows) of: %s".formatted(changed, lie.getKey()));
      } finally {
        connection.rollback();
      }
    }
    connection.setAutoCommit(true);
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** A claim that has lapsed is given back without a word on record. */
  private static boolean isOfNothing(Journal.Effect effect, Map<Journal.Effect, Integer> recorded) {
    return effect.action().equals("RELEASE") && !recorded.containsKey(effect);
  }
}
