package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.core.order.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds production to a database and a signing secret of its own: nothing is made up there. */
@ContextConfigurer
public final class ProductionRequirements implements ApplicationContextConfigurer {
  /** The environment that this holds for. */
  public static final String PRODUCTION = "prod";

  private static final int SHORTEST_SECRET_BYTES = 32;

  @Override
  public void configure(ApplicationContext context) {
    Environment environment = context.getEnvironment();
    if (!environment.getActiveNames().contains(PRODUCTION)) {
      return;
    }
    List<String> missing = missing(environment);
    if (!missing.isEmpty()) {
      throw new StartRefused(
          "Countersign does not start in production without " + sentence(missing) + ".");
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  private static List<String> missing(Environment environment) {
    List<String> missing = new ArrayList<>();
    for (DatabaseProperty property :
        List.of(DatabaseProperty.URL, DatabaseProperty.USER, DatabaseProperty.PASSWORD)) {
      if (property.find(environment).isEmpty()) {
        missing.add(property.variable());
      }
    }
    String secret = DatabaseProperty.SIGNING_SECRET.find(environment).orElse("");
    if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
      missing.add(
          "%s of at least %d bytes"
              .formatted(DatabaseProperty.SIGNING_SECRET.variable(), SHORTEST_SECRET_BYTES));
    }
    return missing;
  }

  private static String sentence(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }
}
