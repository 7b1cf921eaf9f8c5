package app.countersign.platform.graphql;

import app.countersign.platform.db.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One page of a list, as every {@code …Connection} type of the schema shows it.
 *
 * @param total how many items the whole list has; asked for only when {@code totalCount} is
 *     selected
 */
public record Connection<T>(List<Edge<T>> edges, PageInfo pageInfo, LongSupplier total) {
  public Connection {
    edges = List.copyOf(edges);
  }

  /** A page as the database gave it. */
  public static <T> Connection<T> of(Page<T> page) {
    List<Edge<T>> edges = new ArrayList<>(page.items().size());
    for (int place = 0; place < page.items().size(); place++) {
      edges.add(new Edge<>(page.cursors().get(place), page.items().get(place)));
    }
    PageInfo info =
        new PageInfo(
            page.hasNext(),
            page.hasPrevious(),
            edges.isEmpty() ? null : edges.getFirst().cursor(),
            edges.isEmpty() ? null : edges.getLast().cursor());
    return new Connection<>(edges, info, page.total());
  }

  /** The pages of several parents. */
  public static <K, T> Map<K, Connection<T>> of(Map<K, Page<T>> pages) {
    Map<K, Connection<T>> connections = new HashMap<>();
    pages.forEach((parent, page) -> connections.put(parent, of(page)));
    return connections;
  }

  /** A list without items. */
  public static <T> Connection<T> empty() {
    return new Connection<>(List.of(), PageInfo.NONE, () -> 0L);
  }

  /** The items without their cursors. */
  public List<T> nodes() {
    return edges.stream().map(Edge::node).toList();
  }

  /** The size of the whole list, the page aside. */
  public int totalCount() {
    return Math.toIntExact(total.getAsLong());
  }

  /** The same page with each item turned into another. */
  public <R> Connection<R> map(Function<? super T, ? extends R> change) {
    List<Edge<R>> changed =
        edges.stream().map(edge -> new Edge<R>(edge.cursor(), change.apply(edge.node()))).toList();
    return new Connection<>(changed, pageInfo, total);
  }
}
