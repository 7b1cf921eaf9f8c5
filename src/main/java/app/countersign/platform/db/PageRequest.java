package app.countersign.platform.db;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted: the first so many after a cursor, or the last so many before one.
 * {@code first} is {@value #DEFAULT_SIZE} where neither is given; both bounds may be given
 * together.
 *
 * @param first how many from the start, 0 to {@value #MAX_SIZE}; null when {@code last} is given
 * @param after only what comes after this cursor
 * @param last how many from the end, 0 to {@value #MAX_SIZE}
 * @param before only what comes before this cursor
 */
public record PageRequest(
    @Nullable Integer first,
    @Nullable String after,
    @Nullable Integer last,
    @Nullable String before) {
  /** The size of a page nobody gave a size for. */
  public static final int DEFAULT_SIZE = 25;

  /** The largest page there is. */
  public static final int MAX_SIZE = 100;

  /**
   * Checks the sizes and puts the default in.
   *
   * @throws BadPage where both sizes are given or one is out of range
   */
  public PageRequest {
    if (first != null && last != null) {
      throw new BadPage("last", "Give either first or last, not both.");
    }
    requireSize("first", first);
    requireSize("last", last);
    if (first == null && last == null) {
      first = DEFAULT_SIZE;
    }
  }

  /** The first {@code size} of the list. */
  public static PageRequest first(int size) {
    return new PageRequest(size, null, null, null);
  }

  /** The first {@code size} after a cursor. */
  public static PageRequest first(int size, @Nullable String after) {
    return new PageRequest(size, after, null, null);
  }

  /** The last {@code size} before a cursor, or of the whole list. */
  public static PageRequest last(int size, @Nullable String before) {
    return new PageRequest(null, null, size, before);
  }

  /** The page nobody said anything about: the first {@value #DEFAULT_SIZE}. */
  public static PageRequest defaults() {
    return new PageRequest(null, null, null, null);
  }

  /** How many items the page holds at most. */
  public int size() {
    if (first != null) {
      return first;
    }
    return last == null ? DEFAULT_SIZE : last;
  }

  /** Whether the page is counted from the end of the list. */
  public boolean isBackward() {
    return last != null;
  }

  private static void requireSize(String argument, @Nullable Integer size) {
    if (size != null && (size < 0 || size > MAX_SIZE)) {
      throw new BadPage(
          argument, "%s must be 0 to %d, not %d.".formatted(argument, MAX_SIZE, size));
    }
  }
}
