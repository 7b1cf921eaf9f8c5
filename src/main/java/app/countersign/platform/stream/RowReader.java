package app.countersign.platform.stream;

import app.countersign.platform.db.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows of a topic, again where they could not be read, for several tries. */
record RowReader<E>(String topic, EventLog.Reader<E> reader, Duration readWithin) {
  /** How many rows are read at a time. */
  static final int BATCH = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** The highest number that can be read now. */
  long last(LongSupplier last) throws Exception {
    try (Deadline deadline = Deadline.in(readWithin)) {
      return deadline.during(last::getAsLong);
    }
  }

  /** The next rows; fewer than {@link #BATCH} when there are no more. */
  List<E> after(long sequence, BooleanSupplier isGivenUp) throws Exception {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try (Deadline deadline = Deadline.in(readWithin)) {
        return deadline.during(() -> reader.after(sequence, BATCH));
      } catch (Exception failure) {
        if (attempt == TRIES || isGivenUp.getAsBoolean()) {
          throw failure;
        }
        LOG.warn("Rows of {} could not be read, try {}", topic, attempt, failure);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause = pause.multipliedBy(2);
    }
  }
}
