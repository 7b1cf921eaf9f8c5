package app.countersign;

import app.countersign.platform.db.source.StartRefused;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.Micronaut;

/** Starts the server. */
public final class Application {
  private Application() {}

  /** Starts it, or says in one sentence why not and ends with {@link StartRefused#EXIT_CODE}. */
  public static void main(String[] args) {
    Micronaut.build(args)
        .mainClass(Application.class)
        .banner(false)
        .mapError(StartRefused.class, refused -> refuse(refused.sentence()))
        .mapError(ServerStartupException.class, Application::refuseToListen)
        .start();
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
