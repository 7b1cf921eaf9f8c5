package app.countersign.platform.db.source;

import io.micronaut.core.value.PropertyResolver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Does what only the database's owner may, for tests that need a table of their own. */
public final class OwnerLogin {
  private OwnerLogin() {}

  /** The owner of the database that these settings serve from. */
  public static Login of(PropertyResolver settings) {
    return new Login(
        settings.getRequiredProperty("flyway.datasources.owner.url", String.class),
        settings.getRequiredProperty("flyway.datasources.owner.user", String.class),
        settings.getRequiredProperty("flyway.datasources.owner.password", String.class));
  }

  /** Executes statements as the owner. */
  public static void execute(PropertyResolver settings, String... statements) throws SQLException {
    try (Connection connection = of(settings).connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
