package app.countersign.flag;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flags: read by everybody, changed by the review alone. */
@Singleton
public class FlagRepository {
  private static final String COLUMNS =
      """
      f.id, f.recommendation_id, f.decision_id, f.reason, f.flagged_by, f.flagged_by_name,
      f.flagged_at, f.resolved_by, f.resolved_by_name, f.resolved_at, f.resolution,
      f.resolved_by_decision, f.withdrawn_at\
      """;

  private static final String OPEN = "f.resolved_at IS NULL AND f.withdrawn_at IS NULL";
  private static final String CLOSED = "f.resolved_at IS NOT NULL OR f.withdrawn_at IS NOT NULL";

  private static final KeysetQuery<Flag> FLAGS =
      KeysetQuery.select(COLUMNS, FlagRepository::flag).from("flag f");
  private static final Sort NEWEST =
      Sort.by(
          "flags.NEWEST",
          Key.desc("f.flagged_at", KeyType.INSTANT),
          Key.desc("f.id", KeyType.UUID));

  private final Sql sql;

  FlagRepository(Sql sql) {
    this.sql = sql;
  }

  /** One flag; null when there is none. */
  public @Nullable Flag find(UUID id) {
    return sql.first(
        "SELECT %s FROM flag f WHERE f.id = ?".formatted(COLUMNS), FlagRepository::flag, id);
  }

  /** Those that exist, by their ids. */
  public Map<UUID, Flag> byIds(Collection<UUID> ids) {
    Map<UUID, Flag> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM flag f WHERE f.id = any(?::uuid[])".formatted(COLUMNS),
            FlagRepository::flag,
            ids)
        .forEach(flag -> found.put(flag.id(), flag));
    return found;
  }

  /** One page of all flags, newest first. */
  public Page<Flag> page(FlagFilter filter, PageRequest request) {
    KeysetQuery<Flag> query = FLAGS;
    if (filter.isOpen() != null) {
      query = query.where(filter.isOpen() ? OPEN : CLOSED);
    }
    if (filter.flaggedBy() != null) {
      query = query.whereIn("f.flagged_by", filter.flaggedBy());
    }
    Instant start = filter.flagged() == null ? null : filter.flagged().start();
    Instant end = filter.flagged() == null ? null : filter.flagged().end();
    if (start != null) {
      query = query.whereUneven("f.flagged_at >= ?", start);
    }
    if (end != null) {
      query = query.whereUneven("f.flagged_at < ?", end);
    }
    return query.fetch(sql.jdbc(), NEWEST, request);
  }

  /**
   * The same page of each recommendation's flags, newest first, in one statement.
   *
   * @param closed only resolved or withdrawn ones, or only open ones; null for all
   */
  public Map<UUID, Page<Flag>> pagesByRecommendation(
      Set<UUID> recommendationIds, @Nullable Boolean closed, PageRequest request) {
    KeysetQuery<Flag> query = closed == null ? FLAGS : FLAGS.where(closed ? CLOSED : OPEN);
    return query.fetchPerParent(
        sql.jdbc(), NEWEST, request, "f.recommendation_id", KeyType.UUID, recommendationIds);
  }

  /** Puts an open flag there. */
  public void insert(Flag flag) {
    sql.update(
        """
        INSERT INTO flag (id, recommendation_id, decision_id, reason, flagged_by, flagged_by_name,
          flagged_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        flag.id(),
        flag.recommendationId(),
        flag.decisionId(),
        flag.reason(),
        flag.flaggedBy(),
        flag.flaggedByName(),
        flag.flaggedAt());
  }

  /** Resolves an open flag; null when it is not there or no longer open. */
  public @Nullable Flag resolve(UUID id, String resolution, Actor actor, Instant now) {
    return sql.first(
        """
        UPDATE flag f SET resolved_by = ?, resolved_by_name = ?, resolved_at = ?, resolution = ?
        WHERE f.id = ? AND f.resolved_at IS NULL AND f.withdrawn_at IS NULL
        RETURNING %s
        """
            .formatted(COLUMNS),
        FlagRepository::flag,
        actor.id(),
        actor.name(),
        now,
        resolution,
        id);
  }

  /**
   * Resolves every open flag of recommendations by the decisions taken on them.
   *
   * @param decisions the deciding decision of each recommendation
   */
  public void resolveByDecision(Map<UUID, UUID> decisions, Actor actor, Instant now) {
    List<UUID> items = new ArrayList<>(decisions.keySet());
    List<UUID> deciding = items.stream().map(decisions::get).toList();
    sql.update(
        """
        UPDATE flag f SET resolved_by = ?, resolved_by_name = ?, resolved_at = ?,
          resolved_by_decision = n.decision_id
        FROM unnest(?::uuid[], ?::uuid[]) AS n(recommendation_id, decision_id)
        WHERE f.recommendation_id = n.recommendation_id
          AND f.resolved_at IS NULL AND f.withdrawn_at IS NULL
        """,
        actor.id(),
        actor.name(),
        now,
        items,
        deciding);
  }

  /** Opens again what a decision had resolved. */
  public void reopen(UUID resolvingDecisionId) {
    sql.update(
        """
        UPDATE flag SET resolved_by = NULL, resolved_by_name = NULL, resolved_at = NULL,
          resolution = NULL, resolved_by_decision = NULL
        WHERE resolved_by_decision = ?
        """,
        resolvingDecisionId);
  }

  /** Closes the flag that a decision had raised, unless it is closed already. */
  public void withdraw(UUID raisingDecisionId, Instant now) {
    sql.update(
        """
        UPDATE flag SET withdrawn_at = ?
        WHERE decision_id = ? AND resolved_at IS NULL AND withdrawn_at IS NULL
        """,
        now,
        raisingDecisionId);
  }

  /** Whether a recommendation has any open flag. */
  public boolean hasOpen(UUID recommendationId) {
    return sql.first(
            "SELECT f.id FROM flag f WHERE f.recommendation_id = ? AND %s LIMIT 1".formatted(OPEN),
            row -> Rows.uuid(row, "id"),
            recommendationId)
        != null;
  }

  private static Flag flag(ResultSet row) throws SQLException {
    return new Flag(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "recommendation_id"),
        Rows.uuid(row, "decision_id"),
        Rows.text(row, "reason"),
        Rows.uuid(row, "flagged_by"),
        Rows.text(row, "flagged_by_name"),
        Rows.instant(row, "flagged_at"),
        Rows.nullableUuid(row, "resolved_by"),
        Rows.nullableText(row, "resolved_by_name"),
        Rows.nullableInstant(row, "resolved_at"),
        Rows.nullableText(row, "resolution"),
        Rows.nullableUuid(row, "resolved_by_decision"),
        Rows.nullableInstant(row, "withdrawn_at"));
  }
}
