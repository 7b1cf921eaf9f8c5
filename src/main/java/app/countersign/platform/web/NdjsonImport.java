package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.ServerHttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's way of taking many documents in by one request: NDJSON, a document in each line,
 * and an answer for each line as it is done. A line is one transaction; one that is refused leaves
 * the others alone. The memory it takes does not grow with the stream. Each endpoint keeps one,
 * which counts its streams.
 */
public final class NdjsonImport {
  /** The media type of request and answer. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private final Callers callers;
  private final Answers answers;
  private final Settings settings;
  private final Semaphore streams;

  public NdjsonImport(Callers callers, Answers answers, Settings settings) {
    this.callers = callers;
    this.answers = answers;
    this.settings = settings;
    this.streams = new Semaphore(settings.mostStreams());
  }

  /**
   * What an endpoint takes.
   *
   * @param what is imported, in words that go on "Sign in to import"
   * @param documents what a line is, in words that begin the log's sentence
   * @param required who may
   * @param longestLine how many bytes a line may have
   * @param mostStreams how many requests are taken at once
   */
  public record Settings(
      String what, String documents, Role required, int longestLine, int mostStreams) {}

  /**
   * Reads the request's lines while its answers are taken. May block, so not for an event loop.
   *
   * @param work made for the actor before the first line is read; may refuse by a {@link
   *     RequestError}
   */
  public <T, A extends NdjsonAnswer> HttpResponse<?> take(
      HttpRequest<?> request, Function<Actor, NdjsonWork<T, A>> work) {
    try {
      Actor actor = permitted(callers.admit(request));
      if (!isNdjson(request)) {
        return answers.refused(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            RequestError.badRequest("Only a body of %s in UTF-8 is taken.".formatted(MEDIA_TYPE)),
            request);
      }
      return HttpResponse.ok(stream(request, work.apply(actor))).contentType(MEDIA_TYPE);
    } catch (RequestError refusal) {
      return answers.refused(refusal, request);
    }
  }

  private <T, A extends NdjsonAnswer> NdjsonAnswers<A> stream(
      HttpRequest<?> request, NdjsonWork<T, A> work) {
    if (!(request instanceof ServerHttpRequest<?> server)) {
      throw new IllegalStateException("a request without its bytes");
    }
    if (!streams.tryAcquire()) {
      throw new RequestError(
          RequestErrorCode.UNAVAILABLE,
          "%d imports are running, which is as many as are taken at once."
              .formatted(settings.mostStreams()));
    }
    String requestId = RequestIds.of(request);
    var stream =
        new NdjsonStream<>(
            server.byteBody().toInputStream(),
            settings.longestLine(),
            work,
            requestId,
            streams::release);
    return new NdjsonAnswers<>(stream, settings.documents(), requestId);
  }

  private Actor permitted(@Nullable Actor actor) {
    if (actor == null) {
      throw new RequestError(
          RequestErrorCode.UNAUTHENTICATED, "Sign in to import %s.".formatted(settings.what()));
    }
    if (!actor.role().includes(settings.required())) {
      throw new RequestError(
          RequestErrorCode.FORBIDDEN,
          "Importing %s needs the role %s.".formatted(settings.what(), settings.required()));
    }
    return actor;
  }

  private static boolean isNdjson(HttpRequest<?> request) {
    List<String> headers = request.getHeaders().getAll(HttpHeaders.CONTENT_TYPE);
    if (headers.size() != 1) {
      return false;
    }
    String[] parts = headers.getFirst().toLowerCase(Locale.ROOT).split(";");
    return parts.length > 0
        && parts[0].strip().equals(MEDIA_TYPE)
        && Arrays.stream(parts)
            .map(part -> part.strip().replace("\"", ""))
            .filter(part -> part.startsWith("charset="))
            .allMatch("charset=utf-8"::equals);
  }
}
