package app.countersign.platform.graphql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A half-open range of instants, its ends given as instants or as days of a zone; an end given as a
 * day includes that whole day.
 *
 * @param from from this instant on; not together with {@code fromDay}
 * @param to before this instant; not together with {@code toDay}
 * @param fromDay from the start of this day
 * @param toDay through the end of this day
 * @param timeZone IANA name of the zone the days are in; UTC when null
 */
public record DateTimeRange(
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to,
    @Nullable LocalDate fromDay,
    @Nullable LocalDate toDay,
    @Nullable String timeZone) {

  /**
   * The first instant inside; null when the range has no start.
   *
   * @throws RequestError when both kinds of start are given or the zone is unknown
   */
  public @Nullable Instant start() {
    if (from != null && fromDay != null) {
      throw RequestError.badRequest("Give either from or fromDay, not both.");
    }
    if (fromDay != null) {
      return fromDay.atStartOfDay(zone()).toInstant();
    }
    return from == null ? null : from.toInstant();
  }

  /**
   * The first instant after; null when the range has no end.
   *
   * @throws RequestError when both kinds of end are given or the zone is unknown
   */
  public @Nullable Instant end() {
    if (to != null && toDay != null) {
      throw RequestError.badRequest("Give either to or toDay, not both.");
    }
    if (toDay != null) {
      return toDay.plusDays(1).atStartOfDay(zone()).toInstant();
    }
    return to == null ? null : to.toInstant();
  }

  /**
   * The zone of an IANA name.
   *
   * @throws RequestError when there is no zone of that name
   */
  public static ZoneId zone(String name) {
    // Offsets such as +02:00 parse as zones too, but they are no names of the IANA database.
    if (!name.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(name)) {
      throw RequestError.badRequest("There is no time zone '%s'.".formatted(name));
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw RequestError.badRequest("There is no time zone '%s'.".formatted(name));
    }
  }

  private ZoneId zone() {
    return zone(timeZone == null ? "UTC" : timeZone);
  }
}
