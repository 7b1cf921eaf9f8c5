package app.countersign.platform.graphql;

import app.countersign.platform.db.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** A page as the database gave it. */
  public static <T> Connection<T> of(Page<T> page) {
    List<Edge<T>> edges =
        IntStream.range(0, page.items().size())
            .mapToObj(place -> new Edge<>(page.cursors(), place, page.items().get(place)))
            .toList();
    PageInfo info =
        new PageInfo(
            page.hasNext(),
            page.hasPrevious(),
            edges.isEmpty() ? null : edges.getFirst().cursor(),
            edges.isEmpty() ? null : edges.getLast().cursor());
    return new Connection<>(edges, info, page.total());
  }

  /** The pages of several parents. */
  public static <K, T> Map<K, Connection<T>> ofAll(Map<K, Page<T>> pages) {
    return pages.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, page -> of(page.getValue())));
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
        edges.stream().map(edge -> edge.<R>with(change.apply(edge.node()))).toList();
    return new Connection<>(changed, pageInfo, total);
  }
}
