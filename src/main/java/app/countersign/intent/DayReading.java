package app.countersign.intent;

import org.jspecify.annotations.Nullable;

/** One way of writing days. */
interface DayReading {
  /** The days written from a token on, or null. */
  @Nullable Days at(int place);
}
