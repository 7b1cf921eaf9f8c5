package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

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

  /** Reads who serves from the environment. */
  public static DatabaseSettings of(Environment environment) {
    return new DatabaseSettings(ServingLogin.of(environment));
  }

  /** Sets the context up before any of its beans is made. */
  public void apply(ApplicationContext context, Login owner, Origin origin) {
    Login server = new ServingRole(owner).prepare(serving);
    context
        .getEnvironment()
        .addPropertySource(
            PropertySource.of(
                "countersign-database",
                Map.of(
                    "datasources.default.url", server.url(),
                    "datasources.default.username", server.user(),
                    "datasources.default.password", server.password(),
                    "flyway.datasources.owner.url", owner.url(),
                    "flyway.datasources.owner.user", owner.user(),
                    "flyway.datasources.owner.password", owner.password())));
    context.registerSingleton(Origin.class, origin);
  }
}
