package app.countersign.platform.db;

import java.util.AbstractList;
import java.util.List;

/** The cursors of a page's rows, each written when somebody asks for it, which is seldom. */
final class Cursors extends AbstractList<String> {
  private final Sort sort;
  private final List<Object[]> keys;

  /**
   * @param keys the values of the sort's keys, row by row
   */
  Cursors(Sort sort, List<Object[]> keys) {
    this.sort = sort;
    this.keys = List.copyOf(keys);
  }

  @Override
  public String get(int index) {
    return Cursor.encode(sort, keys.get(index));
  }

  @Override
  public int size() {
    return keys.size();
  }
}
