package app.countersign.platform.db.source;

import java.nio.file.Path;

/** Where the database came from. */
public sealed interface Origin {
  /** A server of its own that this process started on a directory. */
  record Embedded(Path directory, int port) implements Origin {}

  /** A server that runs elsewhere; the place is {@code host:port/database}. */
  record Server(String place) implements Origin {}

  /** The server that a login reaches. */
  static Origin server(Login login) {
    return new Server(
        login.url().replaceFirst("^jdbc:postgresql:/*", "").replaceFirst("\\?.*", ""));
  }
}
