package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.core.type.Argument;
import java.util.List;

/**
 * Gives every application context of a test run a real, migrated PostgreSQL: one server per JVM,
 * and on it the database {@value #DEFAULT_NAME}, which all test classes share, unless one asks for
 * its own with {@code @Property(name = "countersign.database.name", value = "…")}.
 */
@ContextConfigurer
public final class TestDatabase implements ApplicationContextConfigurer {
  /** The database of a test class that names none. */
  public static final String DEFAULT_NAME = "countersign_test";

  private static final String NAME = "countersign.database.name";
  private static final String LOCATIONS = "flyway.datasources.owner.locations";

  @Override
  public void configure(ApplicationContext context) {
    Environment environment = context.getEnvironment();
    if (!environment.getActiveNames().contains(Environment.TEST)) {
      return;
    }
    List<String> locations =
        environment
            .getProperty(LOCATIONS, Argument.listOf(String.class))
            .orElse(List.of("classpath:db/migration"));
    ServingLogin serving = ServingLogin.of(environment);
    TestServer server = TestServer.get(environment);
    Login owner =
        server.database(
            environment.getProperty(NAME, String.class).orElse(DEFAULT_NAME), locations, serving);
    new DatabaseSettings(serving).apply(context, owner, Origin.server(owner));
  }
}
