package app.countersign.platform.graphql;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the fragments of a document spread each other. Validating a chain of them takes time that
 * grows with the cube of its length, so this is looked at first.
 *
 * @param deepest fragments within fragments, on the longest way that meets none twice
 * @param circular one that spreads itself, by others or at once; null where none does
 */
record FragmentNesting(int deepest, @Nullable FragmentDefinition circular) {
  static FragmentNesting of(Document document) {
    Walk walk = new Walk();
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      walk.fragments.putIfAbsent(fragment.getName(), fragment);
    }
    int deepest = 0;
    for (String name : walk.fragments.keySet()) {
      deepest = Math.max(deepest, walk.depth(name));
    }
    return new FragmentNesting(deepest, walk.circular);
  }

  private static final class Walk {
    private static final int OPEN = -1;

    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private @Nullable FragmentDefinition circular;

    private int depth(String name) {
      FragmentDefinition fragment = fragments.get(name);
      if (fragment == null) {
        return 0;
      }
      Integer known = depths.get(name);
      if (known != null) {
        if (known == OPEN) {
          circular = fragment;
        }
        return Math.max(known, 0);
      }
      depths.put(name, OPEN);
      int deepest = 0;
      for (String spread : spreads(fragment)) {
        deepest = Math.max(deepest, depth(spread));
      }
      depths.put(name, deepest + 1);
      return deepest + 1;
    }

    private static Set<String> spreads(FragmentDefinition fragment) {
      Set<String> spreads = new HashSet<>();
      Deque<Node<?>> open = new ArrayDeque<>();
      open.push(fragment.getSelectionSet());
      while (!open.isEmpty()) {
        for (Node<?> child : open.pop().getChildren()) {
          if (child instanceof FragmentSpread spread) {
            spreads.add(spread.getName());
          } else {
            open.push(child);
          }
        }
      }
      return spreads;
    }
  }
}
