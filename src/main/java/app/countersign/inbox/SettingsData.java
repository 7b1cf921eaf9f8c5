package app.countersign.inbox;

import app.countersign.customer.PersonalData;
import app.countersign.platform.db.Sql;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A customer's settings in their export, and their erasure. */
@Singleton
class SettingsData implements PersonalData {
  private final Settings settings;
  private final Sql sql;

  SettingsData(Settings settings, Sql sql) {
    this.settings = settings;
    this.sql = sql;
  }

  @Override
  public String section() {
    return "settings";
  }

  @Override
  public Object export(UUID personId) {
    return settings.of(personId);
  }

  @Override
  public void erase(UUID personId) {
    sql.update("DELETE FROM customer_settings WHERE person_id = ?", personId);
  }
}
