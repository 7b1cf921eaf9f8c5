package app.countersign.store;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.web.Answers;
import app.countersign.platform.web.ByteRange;
import app.countersign.platform.web.Callers;
import app.countersign.platform.web.ConditionalRead;
import app.countersign.platform.web.Representation;
import app.countersign.platform.web.RequestIds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the document of a contract, or parts of it, to whoever is signed in and may see it. Nothing
 * of a document is held but what is on its way. HEAD is answered as GET is, without content.
 */
@Controller("/contracts")
@Requires(beans = DocumentLocator.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentController {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentController.class);
  private static final int LONGEST_ID = 100;

  private final Callers callers;
  private final Answers answers;
  private final DocumentLocator locator;
  private final ObjectStore store;
  private final Downloads downloads;
  private final RecentViews views;
  private final Clock clock;

  DocumentController(
      Callers callers,
      Answers answers,
      DocumentLocator locator,
      ObjectStore store,
      Downloads downloads,
      RecentViews views,
      Clock clock) {
    this.callers = callers;
    this.answers = answers;
    this.locator = locator;
    this.store = store;
    this.downloads = downloads;
    this.views = views;
    this.clock = clock;
  }

  /** Who asks for which contract's document. */
  private record Asked(HttpRequest<?> request, Actor actor, String contractId) {}

  /** The document as it is now. */
  @Get("/{id}/pdf")
  @Produces(MediaType.ALL)
  HttpResponse<?> show(HttpRequest<?> request, @PathVariable String id) {
    answers.names(request, "contractPdf");
    try {
      Asked asked = new Asked(request, reader(callers.admit(request)), id);
      MutableHttpResponse<?> response = answer(asked, found(asked));
      if (response.code() < HttpStatus.BAD_REQUEST.getCode()) {
        answers.done(request, "OK");
      }
      return response;
    } catch (RequestError refusal) {
      return unkept(answers.refused(refusal, request));
    } catch (StoreFailure failure) {
      return unkept(refused(failure, request));
    }
  }

  private static Actor reader(@Nullable Actor actor) {
    if (actor == null) {
      throw new RequestError(RequestErrorCode.UNAUTHENTICATED, "Sign in to read documents.");
    }
    if (!actor.role().includes(Role.ANALYST)) {
      throw new RequestError(
          RequestErrorCode.FORBIDDEN,
          "Reading documents needs the role %s.".formatted(Role.ANALYST));
    }
    return actor;
  }

  private DocumentLocator.Located.Found found(Asked asked) {
    String id = asked.contractId();
    boolean canBeAnId = id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    DocumentLocator.Located located =
        canBeAnId ? locator.locate(asked.actor(), id) : new DocumentLocator.Located.NoContract();
    return switch (located) {
      case DocumentLocator.Located.Found found -> found;
      case DocumentLocator.Located.NoContract _ ->
          throw new RequestError(RequestErrorCode.NOT_FOUND, "There is no contract with this id.");
      case DocumentLocator.Located.NoDocument _ ->
          throw new RequestError(RequestErrorCode.NOT_FOUND, "The contract has no document.");
    };
  }

  /** Once more when the document is replaced just between the look at it and its opening. */
  private MutableHttpResponse<?> answer(Asked asked, DocumentLocator.Located.Found found) {
    try {
      return answerOnce(asked, found);
    } catch (StoreFailure failure) {
      if (failure.kind() != StoreFailure.Kind.CHANGED) {
        throw failure;
      }
      return answerOnce(asked, found);
    }
  }

  private MutableHttpResponse<?> answerOnce(Asked asked, DocumentLocator.Located.Found found) {
    ObjectFacts facts = store.stat(found.key());
    var document = new Representation(facts.size(), facts.etag(), facts.lastModified());
    var answer = new DocumentAnswer(document, found.fileName());
    ConditionalRead read = ConditionalRead.of(asked.request(), document, clock.instant());
    return switch (read) {
      case ConditionalRead.Whole _ when asked.request().getMethod() == HttpMethod.HEAD ->
          answer.whole(null);
      case ConditionalRead.Whole _ ->
          answer.whole(opened(asked, found.key(), facts, ByteRange.whole(facts.size())));
      case ConditionalRead.Part(ByteRange range) ->
          answer.part(range, opened(asked, found.key(), facts, range));
      case ConditionalRead.NotModified _ -> {
        record(asked, facts, DocumentLocator.View.CACHED);
        yield answer.notModified();
      }
      case ConditionalRead.Failed _ ->
          unkept(
              answers.refused(
                  HttpStatus.PRECONDITION_FAILED,
                  RequestError.badRequest("The document was replaced."),
                  asked.request()));
      case ConditionalRead.Unsatisfiable _ ->
          unkept(
                  answers.refused(
                      HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                      RequestError.badRequest(
                          "The document has %,d bytes.".formatted(facts.size())),
                      asked.request()))
              .header(HttpHeaders.CONTENT_RANGE, "bytes */" + facts.size());
    };
  }

  /** Opened first and on record second: what cannot be opened was not seen. */
  private InputStream opened(Asked asked, ObjectKey key, ObjectFacts facts, ByteRange range) {
    InputStream content = downloads.open(() -> store.open(key, facts, range));
    try {
      boolean isWhole = range.length() == facts.size();
      boolean isContinuation =
          range.first() > 0 && views.isContinued(asked.actor(), asked.contractId(), facts.etag());
      if (!isContinuation) {
        record(asked, facts, isWhole ? DocumentLocator.View.WHOLE : DocumentLocator.View.PART);
      }
      return content;
    } catch (RuntimeException failure) {
      close(content);
      throw failure;
    }
  }

  private void record(Asked asked, ObjectFacts facts, DocumentLocator.View view) {
    locator.viewed(asked.actor(), asked.contractId(), view);
    views.add(asked.actor(), asked.contractId(), facts.etag());
  }

  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** That the store refuses us is our fault: the operator reads why, the caller that it is so. */
  private MutableHttpResponse<?> refused(StoreFailure failure, HttpRequest<?> request) {
    if (failure.kind() == StoreFailure.Kind.ABSENT) {
      return answers.refused(
          new RequestError(RequestErrorCode.NOT_FOUND, "The contract's document is missing."),
          request);
    }
    LOG.atWarn()
        .addKeyValue("requestId", RequestIds.of(request))
        .addKeyValue("kind", failure.kind())
        .log("the store of documents failed: {}", failure.getMessage());
    if (failure.kind() == StoreFailure.Kind.DENIED) {
      MutableHttpResponse<?> response =
          answers.refused(
              HttpStatus.BAD_GATEWAY,
              new RequestError(
                  RequestErrorCode.UNAVAILABLE,
                  "The store of documents refuses this server; an administrator has to mend it."),
              request);
      // Trying again changes nothing.
      response.getHeaders().remove(HttpHeaders.RETRY_AFTER);
      return response;
    }
    return answers.refused(passing(failure.kind()), request);
  }

  /** What may be gone at the next try. */
  private static RequestError passing(StoreFailure.Kind kind) {
    return kind == StoreFailure.Kind.CHANGED
        ? new RequestError(RequestErrorCode.UNAVAILABLE, "The document is being replaced.")
        : new RequestError(
            kind == StoreFailure.Kind.TIMEOUT
                ? RequestErrorCode.TIMEOUT
                : RequestErrorCode.UNAVAILABLE,
            "The store of documents does not answer for the moment.");
  }

  private static MutableHttpResponse<?> unkept(MutableHttpResponse<?> response) {
    return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
