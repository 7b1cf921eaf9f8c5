package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import java.nio.file.Path;
import java.util.Set;

/**
 * Serves from a PostgreSQL of our own on a kept directory, where nothing else is given: what a
 * developer or somebody who tries the product out starts with. Never in production, nor in tests.
 */
@ContextConfigurer
public final class EmbeddedDatabase implements ApplicationContextConfigurer {
  private static final String DEFAULT_DIRECTORY = "data/postgres";
  private static final String HOME = "countersign.home";

  @Override
  public void configure(ApplicationContext context) {
    Environment environment = context.getEnvironment();
    Set<String> names = environment.getActiveNames();
    if (names.contains(Environment.TEST)
        || names.contains(ProductionRequirements.PRODUCTION)
        || DatabaseProperty.URL.find(environment).isPresent()) {
      return;
    }
    Path directory =
        DatabaseProperty.DIRECTORY
            .find(environment)
            .map(Path::of)
            .orElseGet(() -> home(environment).resolve(DEFAULT_DIRECTORY))
            .toAbsolutePath()
            .normalize();
    EmbeddedServer server = EmbeddedServer.start(directory);
    server.closeAfter(context);
    context.registerSingleton(EmbeddedServer.class, server);
    DatabaseSettings.of(environment)
        .apply(context, server.owner(), new Origin.Embedded(directory, server.port()));
  }

  /**
   * Where the checkout is when the build starts the server elsewhere; else where it was started.
   */
  private static Path home(Environment environment) {
    return Path.of(environment.getProperty(HOME, String.class).orElse(""));
  }
}
