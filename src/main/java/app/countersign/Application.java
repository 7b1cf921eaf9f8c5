package app.countersign;

import app.countersign.platform.db.source.StartRefused;
import io.micronaut.runtime.Micronaut;

/** Starts the server. */
public final class Application {
  private Application() {}

  /** Starts it, or says in one sentence why not and ends with {@link StartRefused#EXIT_CODE}. */
  public static void main(String[] args) {
    Micronaut.build(args)
        .mainClass(Application.class)
        .banner(false)
        .mapError(StartRefused.class, Application::refuse)
        .start();
  }

  // Leaving from here keeps Micronaut from logging the refusal with a stack trace.
  private static Integer refuse(StartRefused refused) {
    System.err.println(refused.sentence());
    System.exit(StartRefused.EXIT_CODE);
    return StartRefused.EXIT_CODE;
  }
}
