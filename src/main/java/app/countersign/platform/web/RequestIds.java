package app.countersign.platform.web;

import app.countersign.platform.db.Ids;
import io.micronaut.http.HttpRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id by which a request is found in the log; every answer names it in {@value #HEADER}. */
public final class RequestIds {
  /** Sent with every answer; a caller may choose it, if it is short and plain. */
  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "countersign.request-id";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private RequestIds() {}

  /** The request's id: the caller's own, or a new one, the same at every call. */
  public static String of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = of(request.getHeaders().get(HEADER));
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  /** What the caller chose, or a new one. */
  static String of(@Nullable String sent) {
    return sent != null && ACCEPTABLE.matcher(sent).matches() ? sent : Ids.next().toString();
  }
}
