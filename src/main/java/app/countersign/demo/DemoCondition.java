package app.countersign.demo;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.context.env.Environment;
import io.micronaut.core.value.PropertyResolver;
import java.util.Set;

/**
 * Whether the server shows the demo: never in production; else as {@code countersign.demo.enabled}
 * says; where that is silent, when the server runs on its own embedded database and not in a test.
 */
final class DemoCondition implements Condition {
  private static final String ENABLED = "countersign.demo.enabled";
  private static final String PRODUCTION = "prod";
  private static final String GIVEN_DATABASE = "jdbc.url";

  @Override
  @SuppressWarnings("rawtypes") // as the framework declares it
  public boolean matches(ConditionContext context) {
    BeanContext beans = context.getBeanContext();
    if (!(beans instanceof ApplicationContext application)) {
      return false;
    }
    return isShown(application.getEnvironment().getActiveNames(), application);
  }

  static boolean isShown(Set<String> environments, PropertyResolver properties) {
    return !environments.contains(PRODUCTION)
        && properties
            .getProperty(ENABLED, Boolean.class)
            .orElseGet(() -> !environments.contains(Environment.TEST) && isEmbedded(properties));
  }

  private static boolean isEmbedded(PropertyResolver properties) {
    return properties
        .getProperty(GIVEN_DATABASE, String.class)
        .filter(url -> !url.isBlank())
        .isEmpty();
  }
}
