package app.countersign.platform.graphql;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ends a field or a whole request with an entry of {@code errors[]}: what the caller cannot mend in
 * a form. The message is shown to the caller. Carries no stack trace.
 */
public final class RequestError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final long COME_AGAIN_SECONDS = 1;
  private final RequestErrorCode code;
  private final transient Map<String, Object> details;

  public RequestError(RequestErrorCode code, String message) {
    this(code, message, Map.of());
  }

  public RequestError(RequestErrorCode code, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.code = code;
    this.details = Map.copyOf(details);
  }

  /** The request or one of its values is malformed. */
  public static RequestError badRequest(String message) {
    return new RequestError(RequestErrorCode.BAD_REQUEST, message);
  }

  /**
   * A limit was passed: the message and the {@code extensions} say which, what it allows, and what
   * was asked.
   *
   * @param name the limit's stable name, {@code extensions.limitName}
   * @param what the measured thing in words, as the start of a sentence's middle: "the depth"
   */
  public static RequestError limit(String name, String what, long limit, long value) {
    return new RequestError(
        RequestErrorCode.LIMIT_EXCEEDED,
        "Limit exceeded: %s may be at most %,d, but is %,d.".formatted(what, limit, value),
        Map.of("limitName", name, "limit", limit, "value", value));
  }

  /**
   * There is no room for this one now, and soon there will be.
   *
   * @param name of the limit, as of {@link #limit}
   * @param why as a sentence
   */
  public static RequestError comeAgain(String name, String why) {
    return new RequestError(
        RequestErrorCode.UNAVAILABLE,
        "%s Try again in %d s.".formatted(why, COME_AGAIN_SECONDS),
        Map.of("limitName", name, "retryAfterSeconds", COME_AGAIN_SECONDS));
  }

  /**
   * A request's time is over.
   *
   * @param what as a sentence, with {@code %d} for the milliseconds that there were
   */
  public static RequestError timeout(String what, Duration allowed) {
    long millis = allowed.toMillis();
    return new RequestError(
        RequestErrorCode.TIMEOUT,
        what.formatted(millis),
        Map.of("limitName", "deadline", "limit", millis));
  }

  /** Of what kind the error is. */
  public RequestErrorCode code() {
    return code;
  }

  /** What {@code extensions} say beside the code and the request's id. */
  public Map<String, Object> details() {
    return new TreeMap<>(details);
  }
}
