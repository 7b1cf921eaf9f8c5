package app.countersign;

import app.countersign.platform.db.source.StartRefused;
import app.countersign.platform.graphql.SchemaText;
import io.micronaut.core.io.scan.ClassPathResourceLoader;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.Micronaut;

/** Starts the server. */
public final class Application {
  private static final Object[] NOTHING = {};

  private Application() {}

  /** Starts it, or says in one sentence why not and ends with {@link StartRefused#EXIT_CODE}. */
  public static void main(String[] args) {
    SchemaText schema = SchemaText.begin();
    new Server()
        .args(args)
        .mainClass(Application.class)
        .banner(false)
        .singletons(schema == null ? NOTHING : new Object[] {schema})
        .mapError(StartRefused.class, refused -> refuse(refused.sentence()))
        .mapError(ServerStartupException.class, Application::refuseToListen)
        .start();
  }

  /** The framework's own, reading the jar as we do. */
  private static final class Server extends Micronaut {
    @Override
    public ClassPathResourceLoader getResourceLoader() {
      return new JarResources(getClassLoader());
    }
  }

  private static Integer refuseToListen(ServerStartupException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return refuse(
        "Countersign cannot listen: %s (%s). MICRONAUT_SERVER_PORT takes another port."
            .formatted(failure.getMessage(), cause.getMessage()));
  }

  // Leaving from here keeps Micronaut from logging the refusal with a stack trace.
  private static Integer refuse(String sentence) {
    System.err.println(sentence);
    System.exit(StartRefused.EXIT_CODE);
    return StartRefused.EXIT_CODE;
  }
}
