package app.countersign.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that is wanted of an order: where it starts and ends, and in which direction the rows
 * are read so that the page comes first.
 *
 * @param keyset the order in reading direction
 * @param after the place the page comes after, in the list's own order
 * @param before the place the page comes before, in the list's own order
 */
record PageBounds(
    Sort sort,
    PageRequest request,
    Keyset keyset,
    @Nullable Cursor after,
    @Nullable Cursor before) {

  static PageBounds of(Sort sort, PageRequest request) {
    Keyset natural = new Keyset(sort.keys());
    return new PageBounds(
        sort,
        request,
        request.isBackward() ? natural.reversed() : natural,
        Cursor.decode(sort, "after", request.after()),
        Cursor.decode(sort, "before", request.before()));
  }

  /** Whether no cursor was given. */
  boolean isOpen() {
    return after == null && before == null;
  }

  /** One row more than the page holds: it tells whether the list goes on. */
  int limit() {
    return request.size() + 1;
  }

  /** What holds of the rows between the cursors. */
  List<Condition> inside() {
    Keyset natural = new Keyset(sort.keys());
    List<Condition> conditions = new ArrayList<>(2);
    if (after != null) {
      conditions.add(natural.beyond(after));
    }
    if (before != null) {
      conditions.add(natural.reversed().beyond(before));
    }
    return conditions;
  }

  /** What holds of the rows up to the cursor the page comes after; false where there is none. */
  Condition ahead() {
    return after == null ? Condition.NEVER : new Keyset(sort.keys()).reversed().fromOnwards(after);
  }

  /** What holds of the rows from the cursor the page comes before; false where there is none. */
  Condition behind() {
    return before == null ? Condition.NEVER : new Keyset(sort.keys()).fromOnwards(before);
  }
}
