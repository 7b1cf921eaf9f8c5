package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.type.Argument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a database to the server: makes the role that serves, and sets the pool up with it and the
 * migrations with the owner. The migrations have a name of their own among Flyway's databases, so
 * that the pool is never migrated through.
 *
 * @param serving who serves
 */
public record DatabaseSettings(ServingLogin serving) {
  /** The name of the owner's database in Flyway's settings. */
  public static final String OWNER = "owner";

  private static final String FLYWAY = "flyway.datasources." + OWNER;
  private static final String MIGRATIONS = "db/migration";
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSettings.class);

  /** Reads who serves from the environment. */
  public static DatabaseSettings of(Environment environment) {
    return new DatabaseSettings(ServingLogin.of(environment));
  }

  /** Sets the context up before any of its beans is made. */
  public void apply(ApplicationContext context, Login owner, Origin origin) {
    Environment environment = context.getEnvironment();
    // Beside making sure of the role, which is mostly waiting.
    CompletableFuture<Boolean> complete =
        CompletableFuture.supplyAsync(() -> hasAllMigrations(environment, owner));
    Login server = new ServingRole(owner).prepare(serving);
    environment.addPropertySource(
        PropertySource.of(
            "countersign-database",
            Map.of(
                "flyway.datasources.owner.enabled", !complete.join(),
                "datasources.default.url", server.url(),
                "datasources.default.username", server.user(),
                "datasources.default.password", server.password(),
                "flyway.datasources.owner.url", owner.url(),
                "flyway.datasources.owner.user", owner.user(),
                "flyway.datasources.owner.password", owner.password())));
    context.registerSingleton(Origin.class, origin);
  }

  /**
   * Whether there is nothing for Flyway to do, so that it need not be got ready. Flyway set up in
   * any way of somebody's own is asked always, and says what is wrong where something is.
   */
  private static boolean hasAllMigrations(Environment environment, Login owner) {
    boolean isOurs =
        environment.getProperties(FLYWAY).keySet().stream()
            .allMatch(setting -> setting.startsWith("locations"));
    List<String> locations =
        environment
            .getProperty(FLYWAY + ".locations", Argument.listOf(String.class))
            .orElse(List.of());
    if (!isOurs || !locations.equals(List.of("classpath:" + MIGRATIONS))) {
      return false;
    }
    try (Connection connection = owner.connect()) {
      return new AppliedMigrations(DatabaseSettings.class.getClassLoader(), MIGRATIONS)
          .areAll(connection);
    } catch (SQLException | IOException | UncheckedIOException problem) {
      LOG.debug("Flyway finds out which migrations there are", problem);
      return false;
    }
  }
}
