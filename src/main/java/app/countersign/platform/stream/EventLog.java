package app.countersign.platform.stream;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Rows with sequence numbers that a stream is made of, whatever table they are in.
 *
 * <p>Rows must become visible in the order of their numbers: once a number can be read, no lower
 * one comes after it. A number drawn from a sequence does not do that, for transactions commit in
 * another order than they draw. One drawn by updating a row of the topic does, as that row stays
 * locked until the commit: {@code UPDATE conversation SET last_sequence = last_sequence + 1 WHERE
 * id = ? RETURNING last_sequence}. After the insert, and in the same transaction, {@link
 * Announcements#announce} tells the number.
 *
 * @param topic under which rows are announced
 * @param reader reads the rows
 * @param sequence a row's number
 * @param isLast whether the stream ends with the row
 */
public record EventLog<E>(
    String topic, Reader<E> reader, ToLongFunction<E> sequence, Predicate<E> isLast) {
  /** Reads rows. */
  @FunctionalInterface
  public interface Reader<E> {
    /** The first rows after a number, by their numbers, at most so many. */
    List<E> after(long sequence, int limit);
  }

  /** Rows that go on for ever. */
  public EventLog(String topic, Reader<E> reader, ToLongFunction<E> sequence) {
    this(topic, reader, sequence, row -> false);
  }
}
