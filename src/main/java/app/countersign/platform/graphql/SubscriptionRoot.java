package app.countersign.platform.graphql;

import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription selects at its root: exactly one field, whatever the variables. The engine's
 * own rule fails where directives decide (GraphQL, "Single Root Field": they may not).
 */
final class SubscriptionRoot {
  static final String MESSAGE =
      "A subscription selects exactly one field, without @skip and @include.";

  private static final Set<String> CONDITIONS = Set.of("skip", "include");

  private SubscriptionRoot() {}

  /** Whether a directive decides what the root selects, also in a fragment that is spread there. */
  static boolean isConditional(Document document, OperationDefinition operation) {
    Set<String> seen = new HashSet<>();
    Deque<Selection<?>> open = new ArrayDeque<>();
    add(open, operation.getSelectionSet());
    Selection<?> selection;
    while ((selection = open.poll()) != null) {
      if (selection instanceof DirectivesContainer<?> directed
          && directed.getDirectives().stream()
              .anyMatch(directive -> CONDITIONS.contains(directive.getName()))) {
        return true;
      }
      if (selection instanceof InlineFragment inline) {
        add(open, inline.getSelectionSet());
      } else if (selection instanceof FragmentSpread spread && seen.add(spread.getName())) {
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .filter(fragment -> fragment.getName().equals(spread.getName()))
            .forEach(fragment -> add(open, fragment.getSelectionSet()));
      }
    }
    return false;
  }

  private static void add(Deque<Selection<?>> open, @Nullable SelectionSet set) {
    if (set != null) {
      for (Selection<?> selection : set.getSelections()) {
        open.add(selection);
      }
    }
  }
}
