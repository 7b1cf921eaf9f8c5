package app.countersign.remote;

import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.RemoteAnswer.Unavailable;
import java.io.ByteArrayInputStream;
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
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One question.
 *
 * @param mayRepeat whether another attempt may go better
 * @param retryAfter how long the other side asks to be left alone; null where it does not say
 */
record RemoteAttempt(RemoteAnswer answer, boolean mayRepeat, @Nullable Duration retryAfter) {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_NUMBER = 6;

  /** Asks, and waits for the whole answer no longer than the timeout. */
  static RemoteAttempt make(
      HttpClient client, HttpRequest.Builder question, Duration timeout, int mostBytes) {
    HttpRequest request = question.timeout(timeout).setHeader("Accept-Encoding", "gzip").build();
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      // The client's own timeout ends with the headers.
      return of(coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS), mostBytes);
    } catch (TimeoutException _) {
      coming.cancel(true);
      return failed(Reason.TIMEOUT, true);
    } catch (InterruptedException _) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      return failed(Reason.INTERRUPTED, false);
    } catch (ExecutionException problem) {
      return failed(problem.getCause());
    }
  }

  private static RemoteAttempt of(HttpResponse<byte[]> response, int mostBytes) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      return new RemoteAttempt(new Unavailable(Reason.RATE_LIMITED), true, retryAfter(response));
    }
    if (status >= 500 || status == REQUEST_TIMEOUT) {
      return new RemoteAttempt(new Unavailable(Reason.FAILED), true, retryAfter(response));
    }
    byte[] body = unpacked(response, mostBytes);
    return body == null
        ? failed(Reason.MALFORMED, false)
        : new RemoteAttempt(new Answered(status, body), false, null);
  }

  /** Null where it cannot be unpacked, or not within the limit. */
  private static byte @Nullable [] unpacked(HttpResponse<byte[]> response, int mostBytes) {
    String packing = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (packing.equalsIgnoreCase("identity")) {
      return response.body();
    }
    if (!packing.equalsIgnoreCase("gzip")) {
      return null;
    }
    try (GZIPInputStream unpacking =
        new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = unpacking.readNBytes(mostBytes + 1);
      return body.length > mostBytes ? null : body;
    } catch (IOException _) {
      return null;
    }
  }

  private static RemoteAttempt failed(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return failed(Reason.TIMEOUT, true);
    }
    boolean isTooLong =
        cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity");
    return isTooLong ? failed(Reason.MALFORMED, false) : failed(Reason.UNREACHABLE, true);
  }

  private static RemoteAttempt failed(Reason reason, boolean mayRepeat) {
    return new RemoteAttempt(new Unavailable(reason), mayRepeat, null);
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
