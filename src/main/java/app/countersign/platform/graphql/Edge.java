package app.countersign.platform.graphql;

/**
 * One item of a page and where it stands in the list.
 *
 * @param cursor opaque; good as {@code after} or {@code before} of the same list and order
 */
public record Edge<T>(String cursor, T node) {}
