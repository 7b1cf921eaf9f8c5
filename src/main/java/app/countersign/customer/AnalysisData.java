package app.countersign.customer;

import app.countersign.platform.db.Sql;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What was computed from the bank data, and what was recommended and delivered. */
@Singleton
@Order(BankData.AFTER_OTHERS)
class AnalysisData implements PersonalData {
  private final StoredRows rows;
  private final Sql sql;

  AnalysisData(StoredRows rows, Sql sql) {
    this.rows = rows;
    this.sql = sql;
  }

  @Override
  public String section() {
    return "analysis";
  }

  @Override
  public Object export(UUID personId) {
    String user = personId.toString();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(
        "signals",
        rows.list(
            """
            SELECT id, signal_window AS "window", as_of AS "asOf", computed_at AS "computedAt",
              signals, quality
            FROM signal_run WHERE user_id = ? ORDER BY id
            """,
            user));
    data.put(
        "personas",
        rows.list(
            """
            SELECT id, signal_window AS "window", as_of AS "asOf", persona, strength, secondary,
              matches, assigned_at AS "assignedAt"
            FROM persona_assignment WHERE user_id = ? ORDER BY id
            """,
            user));
    data.put(
        "transitions",
        rows.list(
            """
            SELECT id, signal_window AS "window", from_persona AS "from", to_persona AS "to",
              transitioned_at AS "transitionedAt", days_in_previous AS "daysInPrevious",
              positive AS "isPositive", milestone, achievement_title AS "achievementTitle",
              celebration_message AS "celebrationMessage"
            FROM persona_transition WHERE user_id = ? ORDER BY id
            """,
            user));
    data.put(
        "recommendations",
        rows.list(
            """
            SELECT id, type, title, rationale, disclaimer, status, content,
              generated_at AS "generatedAt"
            FROM recommendation WHERE user_id = ? ORDER BY id
            """,
            user));
    data.put(
        "delivered",
        rows.list(
            """
            SELECT id, channel, payload, delivered_at AS "deliveredAt"
            FROM delivered_message WHERE user_id = ? ORDER BY id
            """,
            user));
    return data;
  }

  @Override
  public void erase(UUID personId) {
    String user = personId.toString();
    forgetTheDesksAnswers(user);
    sql.list("SELECT erase_analysis(?)", row -> true, user);
  }

  /** What the desk was answered is kept with its idempotency keys: items, notes, imports. */
  private void forgetTheDesksAnswers(String user) {
    sql.update(
        """
        DELETE FROM idempotency_key k
        WHERE NOT EXISTS (SELECT FROM customer c WHERE c.person_id = k.actor_id)
          AND (position(? IN k.answer::text) > 0 OR EXISTS (
            SELECT FROM recommendation r
            WHERE r.user_id = ? AND position(r.id::text IN k.answer::text) > 0))
        """,
        user,
        user);
  }
}
