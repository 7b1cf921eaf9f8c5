package app.countersign.merchant;

import app.countersign.feature.Features;
import app.countersign.knot.KnotReport;
import app.countersign.knot.KnotSignature;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.web.Answers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where Knot reports by itself. Answers as soon as the report is noted; what it is about is read in
 * a job.
 */
@Controller("/webhooks/knot")
@ExecuteOn(TaskExecutors.BLOCKING)
final class KnotWebhookController {
  private static final int LONGEST_BODY = 64 * 1024;

  private final Features features;
  private final @Nullable KnotSignature signature;
  private final Hints hints;
  private final Answers answers;

  KnotWebhookController(
      Features features, @Nullable KnotSignature signature, Hints hints, Answers answers) {
    this.features = features;
    this.signature = signature;
    this.hints = hints;
    this.answers = answers;
  }

  /** Takes one report; 200 for what is noted and for what nobody here is interested in. */
  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> take(HttpRequest<?> request) {
    answers.names(request, "knotWebhook");
    if (signature == null || !features.isKnotOn()) {
      return refused(request, RequestErrorCode.NOT_FOUND, "There is nothing here.");
    }
    byte[] body = body(request);
    if (body == null) {
      return answers.refused(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          RequestError.badRequest("A report has at most %d bytes.".formatted(LONGEST_BODY)),
          request);
    }
    KnotReport report = KnotReport.read(body);
    if (report == null) {
      return refused(request, RequestErrorCode.BAD_REQUEST, "This is no report.");
    }
    if (!signature.isRight(signed(request, body), report, header(request, "Knot-Signature"))) {
      return refused(request, RequestErrorCode.UNAUTHENTICATED, "The signature is not right.");
    }
    hints.take(report);
    answers.done(request, "noted");
    return HttpResponse.ok();
  }

  private HttpResponse<?> refused(HttpRequest<?> request, RequestErrorCode code, String message) {
    return answers.refused(new RequestError(code, message), request);
  }

  private static KnotSignature.Signed signed(HttpRequest<?> request, byte[] body) {
    return new KnotSignature.Signed(
        header(request, HttpHeaders.CONTENT_LENGTH),
        header(request, HttpHeaders.CONTENT_TYPE),
        header(request, "Encryption-Type"),
        body.length);
  }

  /** One that is there twice is none. */
  private static @Nullable String header(HttpRequest<?> request, String name) {
    var values = request.getHeaders().getAll(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** Null for what is longer than any report. */
  private static byte @Nullable [] body(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> server)) {
      throw new IllegalStateException("a request without its bytes");
    }
    try (InputStream stream = server.byteBody().toInputStream()) {
      byte[] bytes = stream.readNBytes(LONGEST_BODY + 1);
      return bytes.length > LONGEST_BODY ? null : bytes;
    } catch (IOException broken) {
      return new byte[0];
    }
  }
}
