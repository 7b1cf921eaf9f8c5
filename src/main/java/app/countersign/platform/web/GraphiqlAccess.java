package app.countersign.platform.web;

import java.util.Locale;

/** Who may open the GraphiQL page. */
public enum GraphiqlAccess {
  /** Anyone who reaches the server; operations still need a session of their own. */
  PUBLIC,
  /** Only who signed in at the page's own door. */
  SIGNED_IN,
  /** Nobody: the server answers as if there were no such page. */
  OFF;

  /**
   * Reads the value of {@code countersign.graphiql.access}: {@code public}, {@code signed-in} or
   * {@code off}, whatever the case.
   *
   * @throws IllegalArgumentException naming the allowed values, for anything else
   */
  static GraphiqlAccess of(String configured) {
    return switch (configured.strip().toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "public" -> PUBLIC;
      case "signed-in" -> SIGNED_IN;
      // An unquoted `off` is a boolean in YAML and arrives here as "false".
      case "off", "false" -> OFF;
      default ->
          throw new IllegalArgumentException(
              "countersign.graphiql.access must be public, signed-in or off, not \"%s\""
                  .formatted(configured));
    };
  }
}
