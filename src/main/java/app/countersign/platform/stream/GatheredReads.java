package app.countersign.platform.stream;

import app.countersign.platform.db.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads many topics by one statement: what is asked for while a statement runs, or shortly after
 * it, is read by the next. After some silence nobody waits for others.
 *
 * @param <K> what a topic is known by
 */
public final class GatheredReads<K, E> {
  private final Reader<K, E> reader;
  private final StreamConfiguration configuration;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<Asked<K>, CompletableFuture<List<E>>> waiting = new HashMap<>();
  private boolean isReading;
  private long nextNanos = System.nanoTime();

  /** A topic, and the number that the rows come after. */
  public record Asked<K>(K topic, long after) {}

  /** Reads rows of several topics. */
  @FunctionalInterface
  public interface Reader<K, E> {
    /**
     * The first rows of each that is asked for, by their numbers, at most so many of each; what has
     * none may be left out.
     */
    Map<Asked<K>, List<E>> after(List<Asked<K>> asked, int limit);
  }

  public GatheredReads(Reader<K, E> reader, StreamConfiguration configuration) {
    this.reader = reader;
    this.configuration = configuration;
  }

  /** The first rows of a topic after a number, as {@link EventLog.Reader} has it. */
  public List<E> after(K topic, long sequence) {
    CompletableFuture<List<E>> answer;
    lock.lock();
    try {
      answer =
          waiting.computeIfAbsent(new Asked<>(topic, sequence), _ -> new CompletableFuture<>());
      if (!isReading) {
        isReading = true;
        Thread.ofVirtual().name("gathered-reads").start(this::read);
      }
    } finally {
      lock.unlock();
    }
    return answer(answer);
  }

  private List<E> answer(CompletableFuture<List<E>> answer) {
    Deadline deadline = Deadline.current();
    Duration patience = deadline == null ? configuration.readWithin() : deadline.remaining();
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("rows could not be read", failure.getCause());
    } catch (TimeoutException late) {
      throw new IllegalStateException("rows could not be read in time", late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while rows were read", stopped);
    }
  }

  /** Reads for all who wait, until nobody does. */
  private void read() {
    Map<Asked<K>, CompletableFuture<List<E>>> all;
    while ((all = next()) != null) {
      Map<Asked<K>, CompletableFuture<List<E>>> answers = all;
      try (Deadline deadline = Deadline.in(configuration.readWithin())) {
        Map<Asked<K>, List<E>> rows =
            deadline.during(() -> reader.after(List.copyOf(answers.keySet()), RowReader.BATCH));
        answers.forEach((asked, answer) -> answer.complete(rows.getOrDefault(asked, List.of())));
      } catch (Throwable failure) {
        answers.values().forEach(answer -> answer.completeExceptionally(failure));
      }
      nextNanos = System.nanoTime() + configuration.betweenReads().toNanos();
    }
  }

  /** All who wait, once it is time; null when nobody does, and reading is over. */
  private @Nullable Map<Asked<K>, CompletableFuture<List<E>>> next() {
    pause();
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        isReading = false;
        return null;
      }
      Map<Asked<K>, CompletableFuture<List<E>>> all = waiting;
      waiting = new HashMap<>();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
    } catch (InterruptedException stopped) {
      // Nobody interrupts it, and whoever waits is answered nevertheless.
      Thread.currentThread().interrupt();
    }
  }
}
