package app.countersign.platform.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that GraphiQL opens with, one tab each. They are files beside {@code tabs.txt},
 * which lists their names in the order of the tabs.
 */
@Singleton
public final class ReadyOperations {
  private static final String ROOT = "/graphiql/operations/";

  private final List<Tab> tabs;

  ReadyOperations() {
    this.tabs =
        required("tabs.txt").lines().filter(name -> !name.isBlank()).map(Tab::named).toList();
  }

  /**
   * One tab.
   *
   * @param query the operation's text, with the comments that explain it
   * @param variables its variables as JSON text; null when it takes none
   */
  public record Tab(String name, String query, @Nullable String variables) {
    private static Tab named(String name) {
      return new Tab(name, required(name + ".graphql"), text(name + ".variables.json"));
    }
  }

  /** All tabs, in their order. */
  public List<Tab> tabs() {
    return tabs;
  }

  private static String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException("The server lacks the ready operation file " + name);
    }
    return text;
  }

  private static @Nullable String text(String name) {
    try (InputStream stream = ReadyOperations.class.getResourceAsStream(ROOT + name)) {
      return stream == null
          ? null
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
