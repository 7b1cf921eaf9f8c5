package app.countersign.signal;

import java.time.LocalDate;

/** Days from the first to the last, both included, counted from the epoch. */
record DaySpan(long first, long last) {
  /** A span of so many days that ends with the given day: [asOf − days + 1, asOf]. */
  static DaySpan endingOn(LocalDate asOf, int days) {
    long last = asOf.toEpochDay();
    return new DaySpan(last - days + 1, last);
  }

  boolean contains(long day) {
    return day >= first && day <= last;
  }

  int days() {
    return Math.toIntExact(last - first + 1);
  }
}
