package app.countersign.insight;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Days from the first to the last, both included. */
public record InsightPeriod(LocalDate from, LocalDate to) {
  /** So many days that end with the given one. */
  static InsightPeriod endingOn(LocalDate last, int days) {
    return new InsightPeriod(last.minusDays(days - 1L), last);
  }

  /** As many days, so many times earlier. */
  InsightPeriod earlier(int times) {
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    return new InsightPeriod(from.minusDays(days * times), to.minusDays(days * times));
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
