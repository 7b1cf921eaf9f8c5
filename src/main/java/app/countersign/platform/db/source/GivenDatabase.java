package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import java.util.Optional;

/** Serves from the database that {@code JDBC_URL} names. */
@ContextConfigurer
public final class GivenDatabase implements ApplicationContextConfigurer {
  @Override
  public void configure(ApplicationContext context) {
    Environment environment = context.getEnvironment();
    if (!environment.getActiveNames().contains(Environment.TEST)) {
      owner(environment)
          .ifPresent(
              owner ->
                  DatabaseSettings.of(environment).apply(context, owner, Origin.server(owner)));
    }
  }

  /** The owner's login where a database is given. */
  static Optional<Login> owner(Environment environment) {
    return DatabaseProperty.URL.find(environment).map(url -> owner(environment, url));
  }

  private static Login owner(Environment environment, String url) {
    String user =
        DatabaseProperty.USER
            .find(environment)
            .orElseThrow(
                () -> new StartRefused("JDBC_URL is set, but JDBC_USER, who owns it, is not."));
    return new Login(url, user, DatabaseProperty.PASSWORD.find(environment).orElse(""));
  }
}
