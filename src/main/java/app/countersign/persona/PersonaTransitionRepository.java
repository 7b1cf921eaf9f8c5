package app.countersign.persona;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of persona: one for a pair of assignments, of which only the celebration changes. */
@Singleton
class PersonaTransitionRepository {
  private static final String INSERT =
      """
      INSERT INTO persona_transition (id, user_id, signal_window, from_assignment_id,
        to_assignment_id, from_persona, to_persona, transitioned_at, days_in_previous, positive,
        milestone, achievement_title, celebration_message, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (from_assignment_id, to_assignment_id) DO NOTHING
      """;

  private static final KeysetQuery<PersonaTransition> TRANSITIONS =
      KeysetQuery.select("t.*", PersonaTransitionRepository::read).from("persona_transition t");
  private static final Sort NEWEST =
      Sort.by(
          "transitions.NEWEST",
          Key.desc("t.transitioned_at", KeyType.INSTANT),
          Key.desc("t.id", KeyType.UUID));

  private final Sql sql;

  PersonaTransitionRepository(Sql sql) {
    this.sql = sql;
  }

  /** Stores all by one batch statement; a pair that is there already stays as it is. */
  void insertAll(List<PersonaTransition> transitions) {
    sql.batch(INSERT, transitions.stream().map(PersonaTransitionRepository::values).toList());
  }

  private static List<@Nullable Object> values(PersonaTransition transition) {
    return Arrays.asList(
        transition.id(),
        transition.userId(),
        transition.window(),
        transition.fromAssignmentId(),
        transition.toAssignmentId(),
        transition.fromPersona(),
        transition.toPersona(),
        transition.transitionedAt(),
        transition.daysInPrevious(),
        transition.isPositive(),
        transition.milestone(),
        transition.achievementTitle(),
        transition.celebrationMessage(),
        transition.createdAt());
  }

  /** Marks a positive one as shown, once; null when there is nothing to mark. */
  @Nullable PersonaTransition markShown(UUID id, Instant now) {
    return sql.first(
        """
        UPDATE persona_transition SET celebration_shown_at = ?
        WHERE id = ? AND positive AND celebration_shown_at IS NULL RETURNING *
        """,
        PersonaTransitionRepository::read,
        now,
        id);
  }

  Map<UUID, PersonaTransition> byIds(Collection<UUID> ids) {
    return by(
        PersonaTransition::id,
        sql.list(
            "SELECT * FROM persona_transition WHERE id = ANY(CAST(? AS uuid[]))",
            PersonaTransitionRepository::read,
            ids));
  }

  /** The changes of these users that led to these assignments, by the assignment. */
  Map<UUID, PersonaTransition> into(Collection<String> userIds, Collection<UUID> assignmentIds) {
    return by(
        PersonaTransition::toAssignmentId,
        sql.list(
            """
            SELECT * FROM persona_transition
            WHERE user_id = ANY(?) AND to_assignment_id = ANY(CAST(? AS uuid[]))
            """,
            PersonaTransitionRepository::read,
            userIds,
            assignmentIds));
  }

  /** Everybody's, narrowed by what is not null. */
  Page<PersonaTransition> page(
      @Nullable String userId,
      @Nullable SignalWindow window,
      @Nullable Boolean isPositive,
      PageRequest page) {
    KeysetQuery<PersonaTransition> query = in(window);
    query = userId == null ? query : query.where("t.user_id = ?", userId);
    query = isPositive == null ? query : query.where("t.positive = ?", isPositive);
    return query.fetch(sql.jdbc(), NEWEST, page);
  }

  Map<String, Page<PersonaTransition>> ofUsers(
      Set<String> userIds, @Nullable SignalWindow window, PageRequest page) {
    return in(window).fetchPerParent(sql.jdbc(), NEWEST, page, "t.user_id", KeyType.TEXT, userIds);
  }

  private static KeysetQuery<PersonaTransition> in(@Nullable SignalWindow window) {
    return window == null ? TRANSITIONS : TRANSITIONS.where("t.signal_window = ?", window);
  }

  private static Map<UUID, PersonaTransition> by(
      Function<PersonaTransition, UUID> key, List<PersonaTransition> transitions) {
    return transitions.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  private static PersonaTransition read(ResultSet row) throws SQLException {
    return new PersonaTransition(
        Rows.uuid(row, "id"),
        Rows.text(row, "user_id"),
        Rows.enumValue(row, "signal_window", SignalWindow.class),
        Rows.uuid(row, "from_assignment_id"),
        Rows.uuid(row, "to_assignment_id"),
        Rows.enumValue(row, "from_persona", PersonaKind.class),
        Rows.enumValue(row, "to_persona", PersonaKind.class),
        Rows.instant(row, "transitioned_at"),
        Rows.integer(row, "days_in_previous"),
        Rows.bool(row, "positive"),
        Rows.nullableText(row, "milestone"),
        Rows.nullableText(row, "achievement_title"),
        Rows.nullableText(row, "celebration_message"),
        Rows.nullableInstant(row, "celebration_shown_at"),
        Rows.instant(row, "created_at"));
  }
}
