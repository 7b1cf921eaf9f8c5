package app.countersign.survive;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Compares, in the database, what is stored with what is on record and with what callers were told.
 * It plays each audit chain again: the version, status, decision and claim that an item must have
 * after each entry follow from the entries alone.
 */
final class RaceChecker {
  private static final int NAMED = 5;

  private static final String STEPS =
      """
      CREATE TEMP TABLE step AS
      WITH entry AS (
        SELECT e.recommendation_id AS item, e.sequence, e.action, e.actor_id, e.at, e.before,
          e.after, e.after ->> 'status' AS told,
          e.action NOT IN ('DELIVERY', 'ADD_NOTE', 'ADD_TAG', 'REMOVE_TAG') AS moves,
          e.action IN ('CLAIM', 'RELEASE', 'APPROVE', 'REJECT', 'FLAG') AS claims
        FROM audit_entry e JOIN item ON item.id = e.recommendation_id
        WHERE e.subject_type = 'Recommendation'
      ), part AS (
        SELECT *, (count(*) FILTER (WHERE moves) OVER chain)::integer AS version,
          count(told) OVER chain AS telling, count(*) FILTER (WHERE claims) OVER chain AS claiming
        FROM entry WINDOW chain AS (PARTITION BY item ORDER BY sequence)
      ), state AS (
        SELECT item, sequence, action, actor_id, at, before, after, moves, version,
          first_value(told) OVER (PARTITION BY item, telling ORDER BY sequence) AS status,
          CASE WHEN first_value(action) OVER claim = 'CLAIM'
            THEN first_value(after ->> 'operatorId') OVER claim END::uuid AS claimed_by,
          CASE WHEN first_value(action) OVER claim = 'CLAIM'
            THEN first_value(after ->> 'expiresAt') OVER claim END::timestamptz AS claimed_until,
          (after ->> 'decisionId')::uuid AS decision, (after ->> 'undoneDecisionId')::uuid AS undone,
          CASE WHEN action <> 'CREATE' THEN coalesce(after ->> 'notes', after ->> 'reason',
            after ->> 'resolution', after ->> 'title') END AS mark
        FROM part WINDOW claim AS (PARTITION BY item, claiming ORDER BY sequence)
      )
      SELECT *, lag(status) OVER chain AS came_from, lag(claimed_by) OVER chain AS held_by,
        lag(claimed_until) OVER chain AS held_until
      FROM state WINDOW chain AS (PARTITION BY item ORDER BY sequence);
      CREATE INDEX ON step (item, version);
      CREATE TEMP TABLE last_step AS
        SELECT DISTINCT ON (item) * FROM step WHERE moves ORDER BY item, sequence DESC;
      CREATE INDEX ON answer (item, version);
      CREATE INDEX ON receipt (delivery);
      ANALYZE item; ANALYZE answer; ANALYZE step; ANALYZE last_step; ANALYZE receipt;
      """;

  private final Connection connection;

  private RaceChecker(Connection connection) {
    this.connection = connection;
  }

  /** What a receiver outside was sent. */
  record Receipt(UUID delivery, UUID item) {}

  /**
   * Every lie that is found, by the rule that it breaks.
   *
   * @param connection of the owner; gets temporary tables
   * @param sources where the items to be checked came from
   */
  static Map<RaceRule, List<String>> check(
      Connection connection,
      Collection<String> sources,
      Collection<RaceAnswer> answers,
      Collection<Receipt> receipts)
      throws SQLException, IOException {
    RaceChecker checker = new RaceChecker(connection);
    checker.load(sources, answers, receipts);
    Map<RaceRule, List<String>> lies = new EnumMap<>(RaceRule.class);
    for (RaceRule rule : RaceRule.values()) {
      lies.put(rule, checker.lies(rule));
    }
    return lies;
  }

  /** The first few, and how many there are. */
  static String named(List<String> lies) {
    String first = String.join("; ", lies.subList(0, Math.min(NAMED, lies.size())));
    return lies.size() > NAMED ? first + "; and " + (lies.size() - NAMED) + " more" : first;
  }

  private void load(
      Collection<String> sources, Collection<RaceAnswer> answers, Collection<Receipt> receipts)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS item, answer, receipt, step, last_step");
      statement.execute("CREATE TEMP TABLE item (id uuid PRIMARY KEY)");
      statement.execute("CREATE TEMP TABLE answer (" + RaceAnswer.COLUMNS + ")");
      statement.execute("CREATE TEMP TABLE receipt (delivery uuid, item uuid)");
      try (PreparedStatement items =
          connection.prepareStatement(
              "INSERT INTO item SELECT id FROM recommendation WHERE source = ANY (?)")) {
        items.setObject(1, sources.toArray(String[]::new));
        items.executeUpdate();
      }
      copy("answer", answers.stream().map(RaceAnswer::line).toList());
      copy("receipt", receipts.stream().map(sent -> sent.delivery + "\t" + sent.item).toList());
      statement.execute(STEPS);
    }
  }

  private void copy(String table, List<String> lines) throws SQLException, IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN", new StringReader(text.toString()));
  }

  private List<String> lies(RaceRule rule) throws SQLException {
    List<String> lies = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(rule.sql())) {
      while (rows.next()) {
        lies.add(rows.getString(1));
      }
    }
    return lies;
  }
}
