package app.countersign.knot;

import app.countersign.knot.KnotFault.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request over HTTP: the bytes of its answer, or why there are none. */
final class KnotAttempt {
  private static final int LONGEST_ANSWER_BYTES = 16 << 20;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_NUMBER = 6;

  private KnotAttempt() {}

  /** Asks, and waits for the whole answer no longer than the timeout. */
  static byte[] make(HttpClient client, HttpRequest request, Duration timeout) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
    try {
      // The client's own timeout ends with the headers.
      return body(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new KnotFault(Reason.TIMEOUT);
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new KnotFault(Reason.INTERRUPTED);
    } catch (ExecutionException problem) {
      throw new KnotFault(reason(problem.getCause()));
    }
  }

  private static byte[] body(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 200 || status == 201) {
      return response.body();
    }
    if (status == TOO_MANY_REQUESTS || status >= 500) {
      throw new KnotFault(
          status == TOO_MANY_REQUESTS ? Reason.RATE_LIMITED : Reason.FAILED, retryAfter(response));
    }
    throw new KnotFault(
        switch (status) {
          case UNAUTHORIZED, FORBIDDEN -> Reason.KEYS_REFUSED;
          case NOT_FOUND -> Reason.NOT_FOUND;
          default -> status >= 400 ? Reason.REFUSED : Reason.MALFORMED;
        });
  }

  private static Reason reason(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return Reason.TIMEOUT;
    }
    boolean isTooLong =
        cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity");
    return isTooLong ? Reason.MALFORMED : Reason.UNREACHABLE;
  }

  /** In seconds only: a date would need the other side's clock. */
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= LONGEST_NUMBER
            && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    return isNumber ? Duration.ofSeconds(Long.parseLong(text)) : null;
  }
}
