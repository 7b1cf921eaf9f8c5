package app.countersign.platform.db.source;

/**
 * Which database the server is on.
 *
 * @param version the server's version, {@code 18.6}
 */
public record DatabaseDescription(String version, Origin origin) {
  /** In words, for the console: {@code PostgreSQL 18.6 at db:5432/countersign}. */
  public String sentence() {
    return switch (origin) {
      case Origin.Embedded(var directory, int port) ->
          "embedded PostgreSQL %s in %s, port %d".formatted(version, directory, port);
      case Origin.Server(String place) -> "PostgreSQL %s at %s".formatted(version, place);
    };
  }
}
