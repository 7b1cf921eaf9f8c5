package app.countersign.platform.web;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP has to know of the thing it sends.
 *
 * @param size in bytes
 * @param etag a strong entity tag with its quotes
 * @param lastModified when it last changed
 */
public record Representation(long size, String etag, Instant lastModified) {
  /** As the header {@code Last-Modified} says it, in whole seconds. */
  public String lastModifiedText() {
    return DateFormatter.format(Date.from(modifiedSecond()));
  }

  /** When it last changed, as far as HTTP can tell. */
  Instant modifiedSecond() {
    return lastModified.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The instant a header names; null when it is none of the three forms that HTTP knows. */
  static @Nullable Instant date(String header) {
    Date date = DateFormatter.parseHttpDate(header);
    return date == null ? null : date.toInstant();
  }
}
