package app.countersign.recordsystem;

import app.countersign.platform.db.Json;
import app.countersign.recordsystem.Lookup.NotFound;
import app.countersign.recordsystem.Lookup.Reason;
import app.countersign.recordsystem.Lookup.Unavailable;
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

/**
 * One question over HTTP.
 *
 * @param lookup what came of it
 * @param mayRepeat whether another attempt may go better
 * @param retryAfter how long the other side asks to be left alone; null where it does not say
 */
record Attempt(Lookup lookup, boolean mayRepeat, @Nullable Duration retryAfter) {
  private static final int LONGEST_ANSWER_BYTES = 1 << 20;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_NUMBER = 6;

  /** Asks, and waits for the whole answer no longer than the timeout. */
  static Attempt make(
      HttpClient client,
      RecordSystemConfiguration configuration,
      String accountNumber,
      Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(configuration.url())
            .timeout(timeout)
            .header("Authorization", "Bearer " + configuration.key())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(accountNumber)))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
    try {
      // The client's own timeout ends with the headers.
      return of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS), accountNumber);
    } catch (TimeoutException _) {
      answer.cancel(true);
      return failed(Reason.TIMEOUT, true);
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return failed(Reason.INTERRUPTED, false);
    } catch (ExecutionException problem) {
      return failed(problem.getCause());
    }
  }

  private static Attempt of(HttpResponse<byte[]> response, String accountNumber) {
    int status = response.statusCode();
    if (status == 200) {
      return new Attempt(RecordAnswer.read(response.body(), accountNumber), false, null);
    }
    if (status == NOT_FOUND) {
      return new Attempt(new NotFound(), false, null);
    }
    boolean isRateLimited = status == TOO_MANY_REQUESTS;
    if (isRateLimited || status >= 500) {
      Reason reason = isRateLimited ? Reason.RATE_LIMITED : Reason.FAILED;
      return new Attempt(new Unavailable(reason), true, retryAfter(response));
    }
    return failed(status >= 400 ? Reason.REFUSED : Reason.MALFORMED, false);
  }

  private static Attempt failed(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return failed(Reason.TIMEOUT, true);
    }
    boolean isTooLong =
        cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity");
    return isTooLong ? failed(Reason.MALFORMED, false) : failed(Reason.UNREACHABLE, true);
  }

  private static Attempt failed(Reason reason, boolean mayRepeat) {
    return new Attempt(new Unavailable(reason), mayRepeat, null);
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

  private static String body(String accountNumber) {
    return Json.mapper().createObjectNode().put("account_number", accountNumber).toString();
  }
}
