package app.countersign.extraction.rules;

import app.countersign.extraction.rules.PriceLabels.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the column of an amount is headed, in the lines of a table above it. */
final class Columns {
  private static final int FARTHEST = 12;
  private static final int SLACK = 6;

  private Columns() {}

  /** The label over a place of a row; null when no line above heads its column. */
  static @Nullable Label header(Contract contract, int at, int place) {
    List<Passage> passages = contract.passages();
    List<Cells.Cell> cells = Cells.of(contract.content(), passages.get(at).clause());
    int index = indexAt(cells, place);
    for (int above = at - 1; above >= Math.max(0, at - FARTHEST); above--) {
      Clause clause = passages.get(above).clause();
      if (!clause.isRow()) {
        return null;
      }
      if (!AmountFinder.find(clause.text()).isEmpty()) {
        continue;
      }
      Cells.Cell head = over(Cells.of(contract.content(), clause), cells, index);
      Label label = head == null ? null : label(head);
      if (label != null) {
        return label;
      }
    }
    return null;
  }

  private static int indexAt(List<Cells.Cell> cells, int place) {
    for (int index = 0; index < cells.size(); index++) {
      if (place < cells.get(index).end()) {
        return index;
      }
    }
    return cells.size() - 1;
  }

  /** The cell of a heading line over a cell: by its number, or by where it stands. */
  private static Cells.@Nullable Cell over(
      List<Cells.Cell> heads, List<Cells.Cell> cells, int index) {
    if (heads.size() == cells.size()) {
      return heads.get(index);
    }
    Cells.Cell cell = cells.get(index);
    int from = cell.column();
    int to = from + cell.end() - cell.start();
    for (Cells.Cell head : heads) {
      int headTo = head.column() + head.end() - head.start();
      if (head.column() < to + SLACK && headTo > from - SLACK) {
        return head;
      }
    }
    return null;
  }

  private static @Nullable Label label(Cells.Cell head) {
    List<Label> labels = PriceLabels.in(head.text());
    return labels.isEmpty() ? null : labels.getLast();
  }
}
