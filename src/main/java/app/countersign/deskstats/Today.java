package app.countersign.deskstats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day it is somewhere.
 *
 * @param start its first instant; days of 23 or 25 hours begin and end where they do
 * @param end the first instant after it
 */
record Today(LocalDate day, Instant start, Instant end) {
  static Today in(ZoneId zone, Instant now) {
    LocalDate day = now.atZone(zone).toLocalDate();
    return new Today(
        day, day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
