package app.countersign.platform.db;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * A page of a list, in the list's order whichever way it was fetched.
 *
 * @param items what is on the page
 * @param cursors the place of each item, in the same order
 * @param hasNext whether the list goes on after the page
 * @param hasPrevious whether there is anything before the page
 * @param total how long the whole list is; counted by a statement of its own at the first call, so
 *     call it only where the number is wanted
 */
public record Page<T>(
    List<T> items, List<String> cursors, boolean hasNext, boolean hasPrevious, LongSupplier total) {

  /** Copies the lists and holds them to the same length. */
  public Page {
    items = List.copyOf(items);
    cursors = cursors instanceof Cursors ? cursors : List.copyOf(cursors);
    if (items.size() != cursors.size()) {
      throw new IllegalArgumentException(
          "%d items with %d cursors".formatted(items.size(), cursors.size()));
    }
  }

  /** The same page of a list whose length is found out in another way. */
  public Page<T> withTotal(LongSupplier other) {
    return new Page<>(items, cursors, hasNext, hasPrevious, new CountedOnce(other));
  }

  /** A page of a list that holds nothing. */
  public static <T> Page<T> empty() {
    return new Page<>(List.of(), List.of(), false, false, () -> 0);
  }
}
