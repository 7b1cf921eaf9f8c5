package app.countersign.settings;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.settings.CustomerSettings.Ai;
import app.countersign.settings.CustomerSettings.DateFormat;
import app.countersign.settings.CustomerSettings.Display;
import app.countersign.settings.CustomerSettings.Notifications;
import app.countersign.settings.CustomerSettings.Privacy;
import app.countersign.settings.CustomerSettings.Theme;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

/** Reads what customers chose. */
@Singleton
public class Settings {
  private final Sql sql;

  Settings(Sql sql) {
    this.sql = sql;
  }

  /** A person's choices; the defaults for who chose nothing. */
  public CustomerSettings of(UUID personId) {
    return Objects.requireNonNullElse(
        sql.first("SELECT * FROM customer_settings WHERE person_id = ?", Settings::read, personId),
        CustomerSettings.DEFAULTS);
  }

  static CustomerSettings read(ResultSet row) throws SQLException {
    return new CustomerSettings(
        new Notifications(
            Rows.bool(row, "email"),
            Rows.bool(row, "push"),
            Rows.bool(row, "spending_alerts"),
            Rows.bool(row, "reward_reminders")),
        new Privacy(Rows.bool(row, "share_spending_data"), Rows.bool(row, "analytics")),
        new Ai(Rows.bool(row, "auto_suggestions"), Rows.bool(row, "show_stages")),
        new Display(
            Rows.enumValue(row, "theme", Theme.class),
            Rows.text(row, "currency"),
            Rows.enumValue(row, "date_format", DateFormat.class)),
        Rows.integer(row, "version"),
        Rows.instant(row, "updated_at"));
  }
}
