package app.countersign.platform.graphql;

import java.util.List;

/** One item of a page and where it stands in the list. */
public final class Edge<T> {
  private final List<String> cursors;
  private final int index;
  private final T node;

  public Edge(String cursor, T node) {
    this(List.of(cursor), 0, node);
  }

  /**
   * @param cursors those of the whole page, of which one may take some work to write
   * @param index which of them it is
   */
  Edge(List<String> cursors, int index, T node) {
    this.cursors = cursors;
    this.index = index;
    this.node = node;
  }

  /** Opaque; good as {@code after} or {@code before} of the same list and order. */
  public String cursor() {
    return cursors.get(index);
  }

  public T node() {
    return node;
  }

  /** The same place with something else. */
  <R> Edge<R> with(R other) {
    return new Edge<>(cursors, index, other);
  }
}
