package app.countersign.persona;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.signal.SignalWindow;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assignments: written once, never changed. A history is ordered by day, then by id. */
@Singleton
class PersonaAssignmentRepository {
  private static final TypeReference<List<PersonaMatch>> MATCHES = new TypeReference<>() {};

  private static final String INSERT =
      """
      INSERT INTO persona_assignment (id, user_id, signal_window, signal_run_id, as_of, persona,
        strength, secondary, matches, assigned_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json), ?)
      """;

  /** Of each history, where a run of one persona begins, and the last two. */
  private static final String HISTORIES =
      """
      SELECT h.id, h.user_id, h.signal_window, h.as_of, h.persona FROM (
        SELECT a.id, a.user_id, a.signal_window, a.as_of, a.persona,
          lag(a.persona) OVER history AS before, lead(a.id, 2) OVER history AS after_next
        FROM persona_assignment a WHERE a.user_id = ANY(?) AND a.signal_window = ANY(?)
        WINDOW history AS (PARTITION BY a.user_id, a.signal_window ORDER BY a.as_of, a.id)) h
      WHERE h.before IS DISTINCT FROM h.persona OR h.after_next IS NULL
      """;

  private static final String LATEST =
      """
      SELECT a.* FROM unnest(?::text[]) AS asked(user_id)
      CROSS JOIN LATERAL (
        SELECT * FROM persona_assignment p
        WHERE p.user_id = asked.user_id AND p.signal_window = ?
        ORDER BY p.as_of DESC, p.id DESC LIMIT 1) a
      """;

  private static final String LATEST_OF_DAY =
      """
      SELECT DISTINCT ON (a.user_id) a.* FROM persona_assignment a
      WHERE a.user_id = ANY(?) AND a.signal_window = ? AND a.as_of = ?
      ORDER BY a.user_id, a.id DESC
      """;

  private static final KeysetQuery<PersonaAssignment> HISTORY =
      KeysetQuery.select("a.*", PersonaAssignmentRepository::read).from("persona_assignment a");
  private static final Sort NEWEST =
      Sort.by(
          "personaHistory.NEWEST",
          Key.desc("a.as_of", KeyType.DATE),
          Key.desc("a.id", KeyType.UUID));
  private static final Sort LONGEST_WAITING =
      Sort.by(
          "usersDueForReview.LONGEST_WAITING",
          Key.asc("a.as_of", KeyType.DATE),
          Key.asc("a.id", KeyType.UUID));

  private final Sql sql;

  PersonaAssignmentRepository(Sql sql) {
    this.sql = sql;
  }

  /** Stores all by one batch statement. */
  void insertAll(List<PersonaAssignment> assignments) {
    sql.batch(INSERT, assignments.stream().map(PersonaAssignmentRepository::values).toList());
  }

  private static List<@Nullable Object> values(PersonaAssignment assignment) {
    return Arrays.asList(
        assignment.id(),
        assignment.userId(),
        assignment.window(),
        assignment.signalRunId(),
        assignment.asOf(),
        assignment.persona(),
        assignment.strength(),
        assignment.secondary(),
        Json.writeKnown(assignment.matches()),
        assignment.assignedAt());
  }

  /**
   * The histories of users in their order, without what runs and changes do not depend on: of each
   * run its first assignment, and of the history the last two. Who was never assigned is absent.
   */
  Map<UserWindow, List<AssignedPersona>> histories(
      Collection<String> userIds, Collection<SignalWindow> windows) {
    Map<UserWindow, List<AssignedPersona>> histories = new HashMap<>();
    sql.list(HISTORIES, PersonaAssignmentRepository::readPlace, userIds, windows)
        .forEach(
            place ->
                histories
                    .computeIfAbsent(place.of(), userWindow -> new ArrayList<>())
                    .add(place.assigned()));
    histories.values().forEach(history -> history.sort(AssignedPersona.HISTORY));
    return histories;
  }

  /** The latest of each user. */
  Map<String, PersonaAssignment> latest(Collection<String> userIds, SignalWindow window) {
    return byUser(sql.list(LATEST, PersonaAssignmentRepository::read, userIds, window));
  }

  /** The latest of each user among those as of this day. */
  Map<String, PersonaAssignment> latestOfDay(
      Collection<String> userIds, SignalWindow window, LocalDate asOf) {
    return byUser(
        sql.list(LATEST_OF_DAY, PersonaAssignmentRepository::read, userIds, window, asOf));
  }

  Map<UUID, PersonaAssignment> byIds(Collection<UUID> ids) {
    return sql
        .list(
            "SELECT * FROM persona_assignment WHERE id = ANY(CAST(? AS uuid[]))",
            PersonaAssignmentRepository::read,
            ids)
        .stream()
        .collect(Collectors.toMap(PersonaAssignment::id, Function.identity()));
  }

  Map<String, Page<PersonaAssignment>> history(
      Set<String> userIds, SignalWindow window, PageRequest page) {
    return HISTORY
        .where("a.signal_window = ?", window)
        .fetchPerParent(sql.jdbc(), NEWEST, page, "a.user_id", KeyType.TEXT, userIds);
  }

  /** The latest assignment of each user as of a day, where it is as of another day or earlier. */
  Page<PersonaAssignment> due(
      SignalWindow window, LocalDate asOf, LocalDate atLatest, PageRequest page) {
    return KeysetQuery.select("a.*", PersonaAssignmentRepository::read)
        .from("app_user u CROSS JOIN LATERAL (%s) a".formatted(latestOf("u.id", window, asOf)))
        .where("a.as_of <= ?", atLatest)
        .fetch(sql.jdbc(), LONGEST_WAITING, page);
  }

  /** A query of the latest assignment of one user as of a day; both values are safe as text. */
  static String latestOf(String userId, SignalWindow window, LocalDate asOf) {
    return """
    SELECT * FROM persona_assignment p
    WHERE p.user_id = %s AND p.signal_window = '%s' AND p.as_of <= DATE '%s'
    ORDER BY p.as_of DESC, p.id DESC LIMIT 1\
    """
        .formatted(userId, window.name(), asOf);
  }

  private static Map<String, PersonaAssignment> byUser(List<PersonaAssignment> assignments) {
    Map<String, PersonaAssignment> byUser = new LinkedHashMap<>();
    assignments.forEach(assignment -> byUser.put(assignment.userId(), assignment));
    return byUser;
  }

  private record Place(UserWindow of, AssignedPersona assigned) {}

  private static Place readPlace(ResultSet row) throws SQLException {
    return new Place(
        new UserWindow(
            Rows.text(row, "user_id"), Rows.enumValue(row, "signal_window", SignalWindow.class)),
        new AssignedPersona(
            Rows.uuid(row, "id"),
            PersonaRuns.endOf(Rows.date(row, "as_of")),
            Rows.enumValue(row, "persona", PersonaKind.class)));
  }

  private static PersonaAssignment read(ResultSet row) throws SQLException {
    return new PersonaAssignment(
        Rows.uuid(row, "id"),
        Rows.text(row, "user_id"),
        Rows.enumValue(row, "signal_window", SignalWindow.class),
        Rows.nullableUuid(row, "signal_run_id"),
        Rows.date(row, "as_of"),
        Rows.enumValue(row, "persona", PersonaKind.class),
        Rows.enumValue(row, "strength", MatchStrength.class),
        Rows.textList(row, "secondary").stream().map(PersonaKind::valueOf).toList(),
        Json.read(Rows.text(row, "matches"), MATCHES),
        Rows.instant(row, "assigned_at"));
  }
}
