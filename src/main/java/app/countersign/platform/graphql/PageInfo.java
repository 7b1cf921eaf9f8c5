package app.countersign.platform.graphql;

import org.jspecify.annotations.Nullable;

/** Where a page stands in its list; the cursors are null when the page is empty. */
public record PageInfo(
    boolean hasNextPage,
    boolean hasPreviousPage,
    @Nullable String startCursor,
    @Nullable String endCursor) {
  /** Of an empty list. */
  public static final PageInfo NONE = new PageInfo(false, false, null, null);
}
