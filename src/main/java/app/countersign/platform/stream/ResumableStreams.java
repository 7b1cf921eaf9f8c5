package app.countersign.platform.stream;

import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Streams that give every row after a given number once and in order, whatever became of the
 * announcements: those only make it quick. Who was cut off asks again with the last number seen.
 */
@Singleton
public final class ResumableStreams {
  private final Announcements announcements;
  private final StreamConfiguration configuration;

  ResumableStreams(Announcements announcements, StreamConfiguration configuration) {
    this.announcements = announcements;
    this.configuration = configuration;
  }

  /**
   * The rows after a number, those that are there and those to come. Nothing is read before there
   * is a subscriber, nor more than it asks for; each subscriber has its own reading, on a virtual
   * thread. It fails when the rows cannot be read for several tries.
   *
   * @param sequence the last number that was seen; 0 for all, where numbers begin at 1
   */
  public <E> Flow.Publisher<E> after(long sequence, EventLog<E> log) {
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      new RowReading<>(log, sequence, subscriber, announcements, configuration).start();
    };
  }
}
