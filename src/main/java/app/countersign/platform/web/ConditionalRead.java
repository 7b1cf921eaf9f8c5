package app.countersign.platform.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a GET or HEAD is answered with once its preconditions and its range are weighed, in the
 * order of RFC 9110, section 13.2.2.
 */
public sealed interface ConditionalRead {
  /** 200: everything. */
  record Whole() implements ConditionalRead {}

  /** 206: one range. */
  record Part(ByteRange range) implements ConditionalRead {}

  /** 304: what the caller has is still good. */
  record NotModified() implements ConditionalRead {}

  /** 412: it is no longer what the caller wanted a part of. */
  record Failed() implements ConditionalRead {}

  /** 416: no byte of the range is there. */
  record Unsatisfiable() implements ConditionalRead {}

  /**
   * Weighs the request.
   *
   * @param now when the answer is made: a date less than a second old is no proof of sameness
   */
  static ConditionalRead of(HttpRequest<?> request, Representation what, Instant now) {
    HttpHeaders headers = request.getHeaders();
    if (isRefused(headers, what)) {
      return new Failed();
    }
    if (isKnown(headers, what)) {
      return new NotModified();
    }
    List<String> ranges = headers.getAll(HttpHeaders.RANGE);
    if (request.getMethod() != HttpMethod.GET
        || ranges.size() != 1
        || !isRangeMeant(headers, what, now)) {
      return new Whole();
    }
    return switch (RangeHeader.parse(ranges.getFirst(), what.size())) {
      case RangeHeader.Ignored _ -> new Whole();
      case RangeHeader.Unsatisfiable _ -> new Unsatisfiable();
      case RangeHeader.Satisfiable(ByteRange range) -> new Part(range);
    };
  }

  private static boolean isRefused(HttpHeaders headers, Representation what) {
    List<String> tags = headers.getAll(HttpHeaders.IF_MATCH);
    if (!tags.isEmpty()) {
      return !EntityTags.parse(tags).matchStrongly(what.etag());
    }
    Instant since = date(headers, HttpHeaders.IF_UNMODIFIED_SINCE);
    return since != null && what.modifiedSecond().isAfter(since);
  }

  private static boolean isKnown(HttpHeaders headers, Representation what) {
    List<String> tags = headers.getAll(HttpHeaders.IF_NONE_MATCH);
    if (!tags.isEmpty()) {
      return EntityTags.parse(tags).matchWeakly(what.etag());
    }
    Instant since = date(headers, HttpHeaders.IF_MODIFIED_SINCE);
    return since != null && !what.modifiedSecond().isAfter(since);
  }

  private static boolean isRangeMeant(HttpHeaders headers, Representation what, Instant now) {
    List<String> lines = headers.getAll(HttpHeaders.IF_RANGE);
    if (lines.isEmpty()) {
      return true;
    }
    String validator = lines.getFirst().strip();
    if (lines.size() == 1 && validator.equals(what.etag())) {
      return true;
    }
    Instant date = date(headers, HttpHeaders.IF_RANGE);
    return date != null && date.equals(what.modifiedSecond()) && !date.isAfter(now.minusSeconds(1));
  }

  private static @Nullable Instant date(HttpHeaders headers, String name) {
    List<String> lines = headers.getAll(name);
    return lines.size() == 1 ? Representation.date(lines.getFirst()) : null;
  }
}
