package app.countersign.platform.graphql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A half-open range of instants, as callers give it: by instants, or by days of a zone of which the
 * last is included whole.
 */
public record DateTimeRange(
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to,
    @Nullable LocalDate fromDay,
    @Nullable LocalDate toDay,
    @Nullable String timeZone) {

  /** Refuses what says two things at once, and a zone there is not, used or not. */
  public DateTimeRange {
    if (from != null && fromDay != null) {
      throw RequestError.badRequest("A range takes 'from' or 'fromDay', not both.");
    }
    if (to != null && toDay != null) {
      throw RequestError.badRequest("A range takes 'to' or 'toDay', not both.");
    }
    if (timeZone != null) {
      TimeZones.named(timeZone);
    }
  }

  /** The first instant inside; null when open. */
  public @Nullable Instant start() {
    if (from != null) {
      return from.toInstant();
    }
    return fromDay == null ? null : fromDay.atStartOfDay(zone()).toInstant();
  }

  /** The first instant after the end; null when open. */
  public @Nullable Instant end() {
    if (to != null) {
      return to.toInstant();
    }
    return toDay == null ? null : toDay.plusDays(1).atStartOfDay(zone()).toInstant();
  }

  private ZoneId zone() {
    return TimeZones.named(timeZone == null ? "UTC" : timeZone);
  }
}
