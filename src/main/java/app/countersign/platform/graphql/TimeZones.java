package app.countersign.platform.graphql;

import java.time.ZoneId;

/** Reads the zones that callers name. */
public final class TimeZones {
  private TimeZones() {}

  /**
   * The zone that a field's argument {@code timeZone} names; UTC when it is left out or null.
   *
   * @throws RequestError with BAD_REQUEST where there is none
   */
  public static ZoneId of(Call call) {
    String name = call.argument("timeZone", String.class);
    return named(name == null ? "UTC" : name);
  }

  /**
   * The zone of an IANA name.
   *
   * @throws RequestError with BAD_REQUEST where there is none
   */
  public static ZoneId named(String name) {
    // Names only: what else ZoneId reads, such as an offset, is not in the schema's promise.
    if (name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    String shown = name.length() > 50 ? name.substring(0, 50) + "…" : name;
    throw RequestError.badRequest(
        "There is no time zone '%s'; use an IANA name such as 'Europe/Berlin'.".formatted(shown));
  }
}
