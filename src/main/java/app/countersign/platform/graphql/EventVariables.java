package app.countersign.platform.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.VariableReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables on which the answer to an event depends: those used anywhere but in the arguments
 * of the subscription's root field, which only say which events there are.
 */
final class EventVariables {
  private final Set<String> names = new HashSet<>();

  private EventVariables() {}

  /** Their names; none where the operation is no subscription. */
  static Set<String> of(Document document, OperationDefinition operation) {
    if (operation.getOperation() != OperationDefinition.Operation.SUBSCRIPTION) {
      return Set.of();
    }
    EventVariables used = new EventVariables();
    document.getDefinitionsOfType(FragmentDefinition.class).forEach(used::collect);
    for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
      if (selection instanceof Field root) {
        used.collectAll(root.getDirectives());
        if (root.getSelectionSet() != null) {
          used.collect(root.getSelectionSet());
        }
      } else {
        used.collect((Node<?>) selection);
      }
    }
    return Set.copyOf(used.names);
  }

  private void collectAll(List<? extends Node<?>> nodes) {
    nodes.forEach(this::collect);
  }

  private void collect(Node<?> node) {
    if (node instanceof VariableReference variable) {
      names.add(variable.getName());
    }
    for (Node<?> child : node.getChildren()) {
      collect(child);
    }
  }
}
