package app.countersign.platform.graphql;

import java.util.List;
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
