package app.countersign.settings;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Changes a customer's settings. */
@Singleton
class SettingsDesk {
  private static final String SUBJECT = "Settings";

  private final Sql sql;
  private final AuditTrail audit;
  private final Clock clock;

  SettingsDesk(Sql sql, AuditTrail audit, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Changes what was given; where that is as it was already, nothing happens.
   *
   * @throws RefusedException INVALID_INPUT, or STALE_VERSION when they have moved on
   */
  @Transactional
  CustomerSettings update(Actor actor, UpdateSettings input) {
    CustomerSettings before = hold(actor.id());
    Integer expected = input.expectedVersion();
    if (expected != null && expected != before.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The settings were changed since they were read. Read them again.",
                      "input",
                      "expectedVersion")
                  .at(before.version(), null)));
    }
    CustomerSettings wanted = SettingsChange.apply(before, input);
    if (wanted.equals(before)) {
      return before;
    }
    Instant now = clock.instant();
    CustomerSettings after =
        new CustomerSettings(
            wanted.notifications(),
            wanted.privacy(),
            wanted.ai(),
            wanted.display(),
            before.version() + 1,
            now);
    write(actor.id(), after);
    record(actor, before, after);
    return after;
  }

  /**
   * As they stand, locked until the transaction ends; by the person's own row, as there may be none
   * of theirs.
   */
  private CustomerSettings hold(UUID personId) {
    sql.list(
        "SELECT person_id FROM customer WHERE person_id = ? FOR NO KEY UPDATE",
        row -> personId,
        personId);
    return Objects.requireNonNullElse(
        sql.first("SELECT * FROM customer_settings WHERE person_id = ?", Settings::read, personId),
        CustomerSettings.DEFAULTS);
  }

  private void write(UUID personId, CustomerSettings settings) {
    sql.update(
        """
        INSERT INTO customer_settings (person_id, email, push, spending_alerts, reward_reminders,
          share_spending_data, analytics, auto_suggestions, show_stages, theme, currency,
          date_format, version, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (person_id) DO UPDATE SET email = excluded.email, push = excluded.push,
          spending_alerts = excluded.spending_alerts, reward_reminders = excluded.reward_reminders,
          share_spending_data = excluded.share_spending_data, analytics = excluded.analytics,
          auto_suggestions = excluded.auto_suggestions, show_stages = excluded.show_stages,
          theme = excluded.theme, currency = excluded.currency, date_format = excluded.date_format,
          version = excluded.version, updated_at = excluded.updated_at
        """,
        personId,
        settings.notifications().email(),
        settings.notifications().push(),
        settings.notifications().spendingAlerts(),
        settings.notifications().rewardReminders(),
        settings.privacy().shareSpendingData(),
        settings.privacy().analytics(),
        settings.ai().autoSuggestions(),
        settings.ai().showStages(),
        settings.display().theme(),
        settings.display().currency(),
        settings.display().dateFormat(),
        settings.version(),
        settings.updatedAt());
  }

  private void record(Actor actor, CustomerSettings before, CustomerSettings after) {
    Map<String, Object> was = new TreeMap<>();
    Map<String, Object> is = new TreeMap<>();
    JsonNode old = Json.mapper().valueToTree(before);
    JsonNode now = Json.mapper().valueToTree(after);
    for (String section : List.of("notifications", "privacy", "ai", "display")) {
      for (Map.Entry<String, JsonNode> choice : now.get(section).properties()) {
        JsonNode earlier = old.get(section).get(choice.getKey());
        if (!choice.getValue().equals(earlier)) {
          was.put(section + "." + choice.getKey(), earlier);
          is.put(section + "." + choice.getKey(), choice.getValue());
        }
      }
    }
    was.put("version", before.version());
    is.put("version", after.version());
    String id = actor.id().toString();
    audit.record(actor, AuditEvent.of(SUBJECT, id, AuditAction.UPDATE, id, was, is));
  }
}
