package app.countersign.platform.graphql.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the answer something is: the response keys and list positions that lead there.
 *
 * @param parent null at the top
 */
record Place(@Nullable Place parent, Object step) {
  static List<Object> list(@Nullable Place parent, Object last) {
    Deque<Object> steps = new ArrayDeque<>();
    steps.add(last);
    for (Place at = parent; at != null; at = at.parent) {
      steps.addFirst(at.step);
    }
    return List.copyOf(steps);
  }
}
