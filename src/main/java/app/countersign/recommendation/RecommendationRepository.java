package app.countersign.recommendation;

import static app.countersign.recommendation.RecommendationRows.COLUMNS;
import static app.countersign.recommendation.RecommendationRows.TABLES;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds recommendations. */
@Singleton
public class RecommendationRepository {
  private static final KeysetQuery<Recommendation> RECOMMENDATIONS =
      KeysetQuery.select(COLUMNS, RecommendationRows::recommendation).from(TABLES);

  private static final Sort NEWEST =
      Sort.by(
          "recommendations.NEWEST",
          Key.desc("r.created_at", KeyType.INSTANT),
          Key.desc("r.id", KeyType.UUID));
  private static final Sort OLDEST =
      Sort.by(
          "recommendations.OLDEST",
          Key.asc("r.created_at", KeyType.INSTANT),
          Key.asc("r.id", KeyType.UUID));
  private static final Sort FAIREST =
      Sort.by(
          "recommendations.FAIREST",
          Key.asc("r.priority_rank", KeyType.INTEGER),
          Key.asc("r.created_at", KeyType.INSTANT),
          Key.asc("r.id", KeyType.UUID));

  private static final String FIND = "SELECT %s FROM %s WHERE r.id = ?".formatted(COLUMNS, TABLES);

  private final Sql sql;
  private final RecommendationTally tally;

  RecommendationRepository(Sql sql, RecommendationTally tally) {
    this.sql = sql;
    this.tally = tally;
  }

  /** One recommendation; null when there is none. */
  public @Nullable Recommendation find(UUID id) {
    return sql.first(FIND, RecommendationRows::recommendation, id);
  }

  /** Those that exist, by their ids. */
  public Map<UUID, Recommendation> byIds(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Recommendation> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM %s WHERE r.id = any(?)".formatted(COLUMNS, TABLES),
            RecommendationRows::recommendation,
            ids)
        .forEach(recommendation -> found.put(recommendation.id(), recommendation));
    return found;
  }

  /**
   * One page of a list.
   *
   * @param caller whose claims {@code claimedByMe} means
   * @param now when claims are looked at
   */
  public Page<Recommendation> page(
      RecommendationFilter filter,
      RecommendationOrder order,
      UUID caller,
      Instant now,
      PageRequest request) {
    Page<Recommendation> page =
        narrowed(filter, caller, now).fetch(sql.jdbc(), sort(order), request);
    return RecommendationTally.covers(filter) ? page.withTotal(() -> tally.count(filter)) : page;
  }

  /**
   * The same page of each user's recommendations, newest first, in one statement.
   *
   * @param status in these statuses; null for all
   */
  public Map<String, Page<Recommendation>> pagesByUser(
      Set<String> userIds, @Nullable List<RecommendationStatus> status, PageRequest request) {
    return in(RECOMMENDATIONS, "r.status", status)
        .fetchPerParent(sql.jdbc(), NEWEST, request, "r.user_id", KeyType.TEXT, userIds);
  }

  private static KeysetQuery<Recommendation> narrowed(
      RecommendationFilter filter, UUID caller, Instant now) {
    KeysetQuery<Recommendation> query = in(RECOMMENDATIONS, "r.status", filter.status());
    query = in(query, "r.persona_primary", filter.persona());
    query = in(query, "r.priority", filter.priority());
    query = in(query, "r.type", filter.type());
    query = in(query, "r.user_id", filter.userId());
    if (filter.guardrailsPassed() != null) {
      query = query.where("r.guardrails_passed = ?", filter.guardrailsPassed());
    }
    if (filter.tag() != null) {
      query =
          query.where(
              "EXISTS (SELECT 1 FROM tag t WHERE t.recommendation_id = r.id AND t.name = any(?))",
              filter.tag());
    }
    if (filter.claimedByMe() != null) {
      query =
          filter.claimedByMe()
              ? query.where("r.claimed_by = ? AND r.claim_expires_at > ?", caller, now)
              : query.where("r.claimed_by IS NULL OR r.claim_expires_at <= ?", now);
    }
    return searched(created(query, filter), filter);
  }

  private static KeysetQuery<Recommendation> created(
      KeysetQuery<Recommendation> query, RecommendationFilter filter) {
    if (filter.created() == null) {
      return query;
    }
    KeysetQuery<Recommendation> narrowed = query;
    Instant start = filter.created().start();
    Instant end = filter.created().end();
    if (start != null) {
      narrowed = narrowed.whereUneven("r.created_at >= ?", start);
    }
    return end == null ? narrowed : narrowed.whereUneven("r.created_at < ?", end);
  }

  private static KeysetQuery<Recommendation> searched(
      KeysetQuery<Recommendation> query, RecommendationFilter filter) {
    String search = filter.search();
    return search == null || search.isBlank()
        ? query
        : query.whereUneven("r.search @@ websearch_to_tsquery('english', ?)", search);
  }

  /** A single value is compared by equality: only then does an index give the order as well. */
  private static KeysetQuery<Recommendation> in(
      KeysetQuery<Recommendation> query, String expression, @Nullable List<?> values) {
    if (values == null) {
      return query;
    }
    return values.size() == 1
        ? query.where(expression + " = ?", values.getFirst())
        : query.whereIn(expression, values);
  }

  private static Sort sort(RecommendationOrder order) {
    return switch (order) {
      case NEWEST -> NEWEST;
      case OLDEST -> OLDEST;
      case FAIREST -> FAIREST;
    };
  }
}
