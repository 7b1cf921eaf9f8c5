package app.countersign.settings;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import app.countersign.settings.CustomerSettings.Ai;
import app.countersign.settings.CustomerSettings.Display;
import app.countersign.settings.CustomerSettings.Notifications;
import app.countersign.settings.CustomerSettings.Privacy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Settings in the schema. */
@Singleton
class SettingsGraphQl implements GraphQlModule {
  private final Settings settings;
  private final SettingsDesk desk;
  private final Sql sql;
  private final Clock clock;

  SettingsGraphQl(Settings settings, SettingsDesk desk, Sql sql, Clock clock) {
    this.settings = settings;
    this.desk = desk;
    this.sql = sql;
    this.clock = clock;
  }

  record SettingsPayload(@Nullable CustomerSettings settings, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("CustomerSettings", CustomerSettings.class)
        .field("security", (source, call) -> security(call));
    wiring.type("NotificationSettings", Notifications.class);
    wiring.type("PrivacySettings", Privacy.class);
    wiring.type("AiSettings", Ai.class);
    wiring.type("DisplaySettings", Display.class);
    wiring.type("AccountSecurity", AccountSecurity.class);
    wiring.query("settings", call -> settings.of(call.actor().id()));
    wiring.mutation(
        "updateSettings",
        UpdateSettings.class,
        SettingsPayload.class,
        (actor, input) -> new SettingsPayload(desk.update(actor, input), List.of()),
        errors -> new SettingsPayload(null, errors));
  }

  /** The settings are always the caller's own, and so is this. */
  private AccountSecurity security(Call call) {
    UUID personId = call.actor().id();
    return Objects.requireNonNull(
        sql.first(
            """
            SELECT c.password_changed_at, (
              SELECT count(*) FROM session s
              WHERE s.person_id = c.person_id AND s.revoked_at IS NULL AND s.expires_at > ?
            ) AS sessions
            FROM customer c WHERE c.person_id = ?
            """,
            row ->
                new AccountSecurity(
                    Rows.instant(row, "password_changed_at"), Rows.integer(row, "sessions")),
            clock.instant(),
            personId),
        "a customer without an account");
  }
}
