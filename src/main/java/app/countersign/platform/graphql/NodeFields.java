package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers {@code node} and {@code nodes}: what the caller may not see is absent. */
final class NodeFields {
  private static final int MOST_IDS = 100;

  private final Collection<NodeSource> sources;

  NodeFields(Collection<NodeSource> sources) {
    this.sources = sources;
  }

  /** Whether the field of Query is answered here unless a feature wires it. */
  static boolean answers(String field) {
    return field.equals("node") || field.equals("nodes");
  }

  @Nullable Object node(Call call) {
    String id = call.text("id");
    return find(Set.of(id), call.actor()).get(id);
  }

  List<@Nullable Object> nodes(Call call) {
    List<String> ids = call.list("ids", String.class);
    if (ids.size() > MOST_IDS) {
      throw RequestError.limit("ids", "the number of ids", MOST_IDS, ids.size());
    }
    Map<String, Object> found = find(new LinkedHashSet<>(ids), call.actor());
    List<@Nullable Object> inOrder = new ArrayList<>();
    ids.forEach(id -> inOrder.add(found.get(id)));
    return inOrder;
  }

  /** An id does not say its type, so each type is asked for what is not found yet. */
  private Map<String, Object> find(Set<String> ids, Actor actor) {
    Map<String, Object> found = new HashMap<>();
    Set<String> open = new LinkedHashSet<>(ids);
    for (NodeSource source : sources) {
      if (!open.isEmpty() && actor.role().includes(source.required())) {
        found.putAll(source.byIds().apply(actor, Set.copyOf(open)));
        open.removeAll(found.keySet());
      }
    }
    return found;
  }
}
