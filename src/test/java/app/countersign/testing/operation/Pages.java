package app.countersign.testing.operation;

import graphql.schema.GraphQLFieldDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How large a page is asked for, and from where. */
final class Pages {
  static final Set<String> NAMES = Set.of("first", "last", "after", "before");

  private static final List<Integer> ODD_SIZES =
      List.of(0, -1, 100, 101, Integer.MAX_VALUE, Integer.MIN_VALUE);
  private static final List<String> ODD_CURSORS =
      List.of("", "x", "bm8gY3Vyc29y", "eyJzIjoiTkVXRVNUIn0", "%00", "🙂", "null");

  private Pages() {}

  /**
   * A choice.
   *
   * @param arguments those that are written, with their values
   * @param things at most so many things are then in the page
   */
  record Size(Map<String, Object> arguments, int things) {}

  static Size choose(GraphQLFieldDefinition field, Draft draft, int most) {
    if (field.getArgument("first") == null) {
      boolean isList = field.getType().toString().contains("[") || field.getArgument("ids") != null;
      return new Size(Map.of(), isList ? 3 : 1);
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    int size = 1 + draft.random().nextInt(Math.clamp(most, 1, 5));
    boolean isLast = draft.chance(20);
    if (most >= 25 && draft.chance(10)) {
      size = 25;
    } else {
      arguments.put(isLast ? "last" : "first", isOdd(draft) ? draft.pick(ODD_SIZES) : size);
    }
    if (isOdd(draft)) {
      arguments.put(isLast ? "before" : "after", draft.pick(ODD_CURSORS));
    }
    return new Size(arguments, size);
  }

  private static boolean isOdd(Draft draft) {
    return draft.random().nextDouble() < draft.options().oddity() / 4;
  }
}
