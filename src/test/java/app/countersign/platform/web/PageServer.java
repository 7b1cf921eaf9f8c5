package app.countersign.platform.web;

import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.List;
import java.util.Map;

/** The server with GraphiQL and nothing else of ours: no database, no GraphQL. */
final class PageServer extends DefaultApplicationContext {
  private PageServer() {
    super(new NoFiles());
  }

  /** The configuration files speak of what this server does not have. */
  private static final class NoFiles implements ApplicationContextConfiguration {
    @Override
    public List<String> getEnvironments() {
      return List.of(Environment.TEST);
    }

    @Override
    public List<String> getOverrideConfigLocations() {
      return List.of("classpath:no-configuration/");
    }
  }

  /**
   * Starts one on a free port.
   *
   * @param specification the {@code spec.name} that a test's own beans ask for
   */
  static EmbeddedServer start(String specification, String access) {
    PageServer context = new PageServer();
    context
        .getEnvironment()
        .addPropertySource(
            PropertySource.of(
                "page",
                Map.of(
                    "spec.name", specification,
                    "micronaut.server.port", -1,
                    "countersign.graphiql.access", access),
                Integer.MAX_VALUE));
    return context.start().getBean(EmbeddedServer.class).start();
  }

  @Override
  @SuppressWarnings("rawtypes") // The method it narrows is declared so.
  protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
    return super.resolveBeanDefinitionReferences().stream()
        .filter(reference -> isOfThePage(reference.getBeanDefinitionName()))
        .toList();
  }

  private static boolean isOfThePage(String name) {
    return !name.startsWith("app.countersign.")
        || name.startsWith("app.countersign.platform.web.$Graphiql")
        || name.startsWith("app.countersign.platform.web.$ReadyOperations");
  }
}
