package app.countersign.persona;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The last so many days of the UTC calendar up to a day, that day included.
 *
 * @param days 1 or more
 */
record DayPeriod(LocalDate asOf, int days) {
  /** The first day of the period. */
  LocalDate firstDay() {
    return asOf.minusDays(days - 1L);
  }

  /** The end of the day before the first: what ended then is outside. */
  Instant after() {
    return PersonaRuns.endOf(asOf.minusDays(days));
  }

  /** The end of the last day: what ended then is inside. */
  Instant until() {
    return PersonaRuns.endOf(asOf);
  }
}
