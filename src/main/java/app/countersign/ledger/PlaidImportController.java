package app.countersign.ledger;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.web.Answers;
import app.countersign.platform.web.Callers;
import app.countersign.platform.web.RequestIds;
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
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes many bank documents in by one request: NDJSON, a Plaid custom-user document in each line
 * with the user's id in its profile, and an answer for each line as it is done. A line is one
 * transaction; one that is refused leaves the others alone. The memory it takes does not grow with
 * the stream.
 */
@Controller("/imports/plaid")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PlaidImportController {
  static final String NDJSON = "application/x-ndjson";
  private static final int MOST_STREAMS = 8;

  private final Callers callers;
  private final Answers answers;
  private final PlaidDocumentReader reader;
  private final BankDataImport imports;
  private final TransactionOperations<Connection> transactions;
  private final Semaphore streams = new Semaphore(MOST_STREAMS);

  PlaidImportController(
      Callers callers,
      Answers answers,
      PlaidDocumentReader reader,
      BankDataImport imports,
      TransactionOperations<Connection> transactions) {
    this.callers = callers;
    this.answers = answers;
    this.reader = reader;
    this.imports = imports;
    this.transactions = transactions;
  }

  /** Reads the request's lines while its answers are taken. */
  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> take(HttpRequest<?> request) {
    try {
      Actor actor = senior(callers.admit(request));
      if (!isNdjson(request)) {
        return answers.refused(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            RequestError.badRequest("Only a body of %s in UTF-8 is taken.".formatted(NDJSON)),
            request);
      }
      Set<ConsentKind> granted = consents(request);
      return HttpResponse.ok(stream(request, actor, granted)).contentType(NDJSON);
    } catch (RequestError refusal) {
      return answers.refused(refusal, request);
    }
  }

  private ImportAnswers stream(HttpRequest<?> request, Actor actor, Set<ConsentKind> granted) {
    if (!(request instanceof ServerHttpRequest<?> server)) {
      throw new IllegalStateException("a request without its bytes");
    }
    if (!streams.tryAcquire()) {
      throw new RequestError(
          RequestErrorCode.UNAVAILABLE,
          "%d imports are running, which is as many as are taken at once.".formatted(MOST_STREAMS));
    }
    String requestId = RequestIds.of(request);
    var lines = new NdjsonLines(server.byteBody().toInputStream(), ImportStream.LONGEST_LINE);
    return new ImportAnswers(
        new ImportStream(
            lines,
            reader,
            ledger -> transactions.executeWrite(_ -> imports.store(actor, null, ledger, granted)),
            requestId,
            streams::release),
        requestId);
  }

  private static Actor senior(@Nullable Actor actor) {
    if (actor == null) {
      throw new RequestError(RequestErrorCode.UNAUTHENTICATED, "Sign in to import bank data.");
    }
    if (!actor.role().includes(Role.SENIOR_OPERATOR)) {
      throw new RequestError(
          RequestErrorCode.FORBIDDEN,
          "Importing bank data needs the role %s.".formatted(Role.SENIOR_OPERATOR));
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
        && parts[0].strip().equals(NDJSON)
        && Arrays.stream(parts)
            .map(part -> part.strip().replace("\"", ""))
            .filter(part -> part.startsWith("charset="))
            .allMatch("charset=utf-8"::equals);
  }

  private static Set<ConsentKind> consents(HttpRequest<?> request) {
    List<String> names = new ArrayList<>();
    for (String value : request.getParameters().getAll("consents")) {
      names.addAll(List.of(value.split(",")));
    }
    Set<ConsentKind> granted = EnumSet.noneOf(ConsentKind.class);
    for (String name : names) {
      if (!name.isBlank()) {
        granted.add(consent(name.strip()));
      }
    }
    return granted;
  }

  private static ConsentKind consent(String name) {
    for (ConsentKind kind : ConsentKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw RequestError.badRequest(
        "The parameter 'consents' takes %s, separated by commas."
            .formatted(Arrays.toString(ConsentKind.values())));
  }
}
