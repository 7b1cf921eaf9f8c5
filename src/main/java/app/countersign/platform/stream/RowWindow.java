package app.countersign.platform.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest rows of a topic: all after {@link #from} up to {@link #to}. Bounded in rows and in
 * time; not safe for several threads, its owner sees to that.
 */
final class RowWindow<E, B> {
  private final SharedLog<E, B> log;
  private final int mostRows;
  private final long keptNanos;
  private final Deque<Kept<E>> rows = new ArrayDeque<>();
  private final Map<Long, Portion<B>> portions = new HashMap<>();
  private long from;
  private long to;

  private record Kept<E>(E row, long sequence, long nanos) {}

  /** Rows made one, up to a number. */
  record Portion<B>(B together, long to) {}

  RowWindow(SharedLog<E, B> log, StreamConfiguration configuration) {
    this.log = log;
    this.mostRows = configuration.windowRows();
    this.keptNanos = configuration.windowFor().toNanos();
  }

  /** Begins behind a number. */
  void begin(long sequence) {
    from = sequence;
    to = sequence;
  }

  /** What came up to here may be gone. */
  long from() {
    return from;
  }

  /** What came up to here is, or was, in the window. */
  long to() {
    return to;
  }

  void add(List<E> more, long nanos) {
    for (E row : more) {
      long sequence = log.sequence().applyAsLong(row);
      if (sequence <= to) {
        throw new IllegalStateException(
            "%s gave row %d after row %d".formatted(log.topic(), sequence, to));
      }
      rows.add(new Kept<>(row, sequence, nanos));
      to = sequence;
    }
    if (!more.isEmpty()) {
      portions.clear();
    }
    while (rows.size() > mostRows) {
      drop();
    }
    forget(nanos);
  }

  /** Lets go of what is too old. */
  void forget(long nanos) {
    Kept<E> oldest;
    while ((oldest = rows.peek()) != null && nanos - oldest.nanos() > keptNanos) {
      drop();
    }
    if (rows.isEmpty()) {
      portions.clear();
    }
  }

  /** The next rows behind a number that the window reaches back to; null when there are none. */
  @Nullable Portion<B> after(long sequence) {
    return sequence >= to ? null : portions.computeIfAbsent(sequence, this::portion);
  }

  private Portion<B> portion(long sequence) {
    List<E> next = new ArrayList<>();
    Iterator<Kept<E>> latest = rows.descendingIterator();
    Kept<E> row;
    while (latest.hasNext() && (row = latest.next()).sequence() > sequence) {
      next.add(row.row());
    }
    List<E> first = next.reversed().subList(0, Math.min(next.size(), RowReader.BATCH));
    return new Portion<>(
        log.together().apply(List.copyOf(first)), log.sequence().applyAsLong(first.getLast()));
  }

  private void drop() {
    from = rows.remove().sequence();
  }
}
