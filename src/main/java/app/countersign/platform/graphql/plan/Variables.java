package app.countersign.platform.graphql.plan;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which variables are used where. */
public final class Variables {
  private Variables() {}

  /** Those that decide what is selected, in the operation or in any fragment of its document. */
  static List<String> ofConditions(Document document, OperationDefinition operation) {
    Set<String> names = new TreeSet<>();
    conditions(operation, names);
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> conditions(fragment, names));
    return List.copyOf(names);
  }

  /** Whether any is used below the nodes. */
  static boolean in(List<? extends Node<?>> nodes) {
    Set<String> names = new TreeSet<>();
    nodes.forEach(node -> collect(node, names));
    return !names.isEmpty();
  }

  private static void conditions(Node<?> node, Set<String> names) {
    if (node instanceof DirectivesContainer<?> container) {
      for (Directive directive : container.getDirectives()) {
        if (directive.getName().equals("skip") || directive.getName().equals("include")) {
          collect(directive, names);
        }
      }
    }
    for (Node<?> child : node.getChildren()) {
      conditions(child, names);
    }
  }

  /** Adds those that are used in the node or below it. */
  public static void collect(Node<?> node, Set<String> names) {
    if (node instanceof VariableReference variable) {
      names.add(variable.getName());
    }
    for (Node<?> child : node.getChildren()) {
      collect(child, names);
    }
  }
}
