package app.countersign.recommendation;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what users have been recommended not long ago, whoever made it. */
@Singleton
public class RecentContent {
  private static final String RECENT =
      """
      SELECT DISTINCT ON (r.user_id, r.content_id) r.user_id, r.content_id, r.status, d.decided_at
      FROM recommendation r LEFT JOIN decision d ON d.id = r.decision_id
      WHERE r.user_id = ANY(?) AND (r.status IN ('PENDING', 'FLAGGED') OR d.decided_at > ?)
      ORDER BY r.user_id, r.content_id, (r.status IN ('PENDING', 'FLAGGED')) DESC,
        d.decided_at DESC
      """;

  private final Sql sql;

  RecentContent(Sql sql) {
    this.sql = sql;
  }

  /**
   * Content that waits for a user, or was decided.
   *
   * @param decidedAt of the decision in force; null while pending
   */
  public record Entry(String contentId, RecommendationStatus status, @Nullable Instant decidedAt) {}

  private record Owned(String userId, Entry entry) {}

  /**
   * What waits or was decided after an instant, each content once, by user and in one statement;
   * what waits comes before what was decided. Who has nothing is not in the map.
   */
  public Map<String, List<Entry>> of(Collection<String> userIds, Instant decidedAfter) {
    Map<String, List<Entry>> found = new HashMap<>();
    sql.list(
            RECENT,
            row ->
                new Owned(
                    Rows.text(row, "user_id"),
                    new Entry(
                        Rows.text(row, "content_id"),
                        Rows.enumValue(row, "status", RecommendationStatus.class),
                        Rows.nullableInstant(row, "decided_at"))),
            userIds,
            decidedAfter)
        .forEach(
            owned ->
                found.computeIfAbsent(owned.userId(), id -> new ArrayList<>()).add(owned.entry()));
    return found;
  }
}
