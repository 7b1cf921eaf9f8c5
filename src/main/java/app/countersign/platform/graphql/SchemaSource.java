package app.countersign.platform.graphql;

import java.util.List;

/**
 * What the schema is made of.
 *
 * @param text the schema definition language
 * @param modules what answers it
 */
public record SchemaSource(String text, List<GraphQlModule> modules) {
  public SchemaSource {
    modules = List.copyOf(modules);
  }
}
