package app.countersign.recommendation;

import app.countersign.platform.db.Sql;
import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many recommendations there are, exact as of each transaction, without counting them: the
 * database adds every change to a tally by status, persona, priority and type. The changes are
 * summed up from time to time, or their number would slow down the reading.
 */
@Singleton
class RecommendationTally implements ScheduledWork {
  private static final Duration SUMMED_EVERY = Duration.ofSeconds(5);
  private static final int WORTH_SUMMING = 200;

  private final Sql sql;
  private final RecurringTask<Void> task;

  RecommendationTally(Sql sql) {
    this.sql = sql;
    this.task =
        Tasks.recurring("sum-recommendation-tally", FixedDelay.of(SUMMED_EVERY))
            .execute((instance, context) -> sum());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  /** Whether the tally tells how many pass the filter. */
  static boolean covers(RecommendationFilter filter) {
    return Stream.of(
            filter.userId(),
            filter.guardrailsPassed(),
            filter.tag(),
            filter.claimedByMe(),
            filter.created(),
            filter.search())
        .allMatch(limit -> limit == null || "".equals(limit));
  }

  /** How many pass a filter that is covered. */
  long count(RecommendationFilter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    add(conditions, values, "status", filter.status());
    add(conditions, values, "persona_primary", filter.persona());
    add(conditions, values, "priority", filter.priority());
    add(conditions, values, "type", filter.type());
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    Long number =
        sql.first(
            "SELECT coalesce(sum(number), 0)::bigint AS number FROM recommendation_tally" + where,
            row -> row.getLong("number"),
            values.toArray());
    return number == null ? 0 : number;
  }

  /** Makes one row of all changes of a kind, where there are many. */
  void sum() {
    sql.update(
        """
        WITH changes AS (
          DELETE FROM recommendation_tally
          WHERE (SELECT count(*) FROM recommendation_tally) > ?
          RETURNING status, persona_primary, priority, type, number
        )
        INSERT INTO recommendation_tally
          SELECT status, persona_primary, priority, type, sum(number) FROM changes
          GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0
        """,
        WORTH_SUMMING);
  }

  private static void add(
      List<String> conditions, List<Object> values, String column, @Nullable List<?> among) {
    if (among != null) {
      conditions.add(column + " = any(?::text[])");
      values.add(Arrays.asList(among.toArray()));
    }
  }
}
