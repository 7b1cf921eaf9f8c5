package app.countersign.platform.graphql;

import app.countersign.platform.graphql.plan.Variables;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import java.util.HashSet;
import java.util.Set;

/**
 * The variables on which the answer to an event depends: those used anywhere but in the arguments
 * of the subscription's root field, which only say which events there are.
 */
final class EventVariables {
  private EventVariables() {}

  /** Their names; none where the operation is no subscription. */
  static Set<String> of(Document document, OperationDefinition operation) {
    if (operation.getOperation() != OperationDefinition.Operation.SUBSCRIPTION) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> Variables.collect(fragment, names));
    for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
      if (selection instanceof Field root) {
        root.getDirectives().forEach(directive -> Variables.collect(directive, names));
        if (root.getSelectionSet() != null) {
          Variables.collect(root.getSelectionSet(), names);
        }
      } else {
        Variables.collect((Node<?>) selection, names);
      }
    }
    return Set.copyOf(names);
  }
}
