package app.countersign.remote;

import app.countersign.remote.Received.Reading;
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
 * One attempt of a question.
 *
 * @param <T> what an answer says
 * @param mayRepeat whether another attempt may go better
 * @param retryAfter how long the other side asks to be left alone; null where it does not say
 */
record RemoteAttempt<T>(RemoteAnswer<T> answer, boolean mayRepeat, @Nullable Duration retryAfter) {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_NUMBER = 6;

  /** Asks, and waits for the whole answer no longer than the timeout. */
  static <T> RemoteAttempt<T> make(
      HttpClient client,
      HttpRequest.Builder question,
      Duration timeout,
      int mostBytes,
      Reading<T> reading) {
    HttpRequest request = question.timeout(timeout).setHeader("Accept-Encoding", "gzip").build();
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      // The client's own timeout ends with the headers.
      return of(coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS), mostBytes, reading);
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

  private static <T> RemoteAttempt<T> of(
      HttpResponse<byte[]> response, int mostBytes, Reading<T> reading) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      return new RemoteAttempt<>(
          new Unavailable<>(Reason.RATE_LIMITED), true, retryAfter(response));
    }
    if (status >= 500 || status == REQUEST_TIMEOUT) {
      return new RemoteAttempt<>(new Unavailable<>(Reason.FAILED), true, retryAfter(response));
    }
    try {
      T value = reading.of(new Received(status, unpacked(response, mostBytes)));
      return new RemoteAttempt<>(new Answered<>(value), false, null);
    } catch (UnfitAnswer unfit) {
      return failed(unfit.reason(), false);
    }
  }

  private static byte[] unpacked(HttpResponse<byte[]> response, int mostBytes) throws UnfitAnswer {
    String packing = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (packing.equalsIgnoreCase("identity")) {
      return response.body();
    }
    if (!packing.equalsIgnoreCase("gzip")) {
      throw new UnfitAnswer(Reason.MALFORMED);
    }
    try (GZIPInputStream unpacking =
        new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = unpacking.readNBytes(mostBytes + 1);
      if (body.length > mostBytes) {
        throw new UnfitAnswer(Reason.MALFORMED);
      }
      return body;
    } catch (IOException _) {
      throw new UnfitAnswer(Reason.MALFORMED);
    }
  }

  private static <T> RemoteAttempt<T> failed(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return failed(Reason.TIMEOUT, true);
    }
    boolean isTooLong =
        cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity");
    return isTooLong ? failed(Reason.MALFORMED, false) : failed(Reason.UNREACHABLE, true);
  }

  private static <T> RemoteAttempt<T> failed(Reason reason, boolean mayRepeat) {
    return new RemoteAttempt<>(new Unavailable<>(reason), mayRepeat, null);
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
