package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.ErrorMapper;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.GraphQlConfiguration;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.graphql.GraphQlEngine.Prepared;
import app.countersign.platform.graphql.GraphQlRequest;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestScope;
import io.micronaut.configuration.graphql.GraphQLController;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.MDC;

/**
 * GraphQL over HTTP: queries by GET and POST, mutations by POST with a JSON body and nothing else.
 */
@Controller("/graphql")
@Replaces(GraphQLController.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class GraphQlController {
  private final Entrance entrance;
  private final GraphQlEngine engine;
  private final GraphQlConfiguration configuration;
  private final GraphQlRequestReader reader;
  private final Callers callers;
  private final ClientAddresses addresses;
  private final ErrorMapper errors;
  private final Answers answers;
  private final RequestMetrics metrics;

  GraphQlController(
      Entrance entrance,
      GraphQlEngine engine,
      GraphQlConfiguration configuration,
      GraphQlRequestReader reader,
      Callers callers,
      ClientAddresses addresses,
      ErrorMapper errors,
      Answers answers,
      RequestMetrics metrics) {
    this.entrance = entrance;
    this.engine = engine;
    this.configuration = configuration;
    this.reader = reader;
    this.callers = callers;
    this.addresses = addresses;
    this.errors = errors;
    this.answers = answers;
    this.metrics = metrics;
  }

  /** A query in the URL's parameters. */
  @Get
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> get(HttpRequest<?> request) {
    return entrance.admitted(request, () -> serve(request, reader::parameters, false));
  }

  /** Any operation in a JSON body. */
  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> post(HttpRequest<?> request) {
    return entrance.admitted(request, () -> serve(request, reader::body, true));
  }

  private HttpResponse<byte[]> serve(
      HttpRequest<?> request, Function<HttpRequest<?>, GraphQlRequest> read, boolean mayChange) {
    String id = RequestIds.of(request);
    Optional<ResponseType> accepted =
        ResponseType.accepted(request.getHeaders().getAll(HttpHeaders.ACCEPT));
    ResponseType type = accepted.orElse(ResponseType.JSON);
    MDC.put("requestId", id);
    try (Deadline deadline = Deadline.in(configuration.deadline())) {
      if (accepted.isEmpty()) {
        throw HttpRefusal.of(
            HttpStatus.NOT_ACCEPTABLE,
            "Answers come as application/graphql-response+json or application/json, in UTF-8.");
      }
      return serve(request, read, type, mayChange, deadline);
    } catch (HttpRefusal refusal) {
      RequestNotes.of(request).answered(null, refusal.error().code().name());
      return answers.refused(refusal, type, id);
    } finally {
      MDC.clear();
    }
  }

  private HttpResponse<byte[]> serve(
      HttpRequest<?> request,
      Function<HttpRequest<?>, GraphQlRequest> read,
      ResponseType type,
      boolean mayChange,
      Deadline deadline) {
    String address = addresses.of(request);
    RequestScope scope = new RequestScope(RequestIds.of(request), null, address, deadline);
    try {
      Actor actor = deadline.during(() -> callers.admit(request));
      scope = new RequestScope(scope.id(), actor, address, deadline);
      GraphQlRequest asked = deadline.during(() -> read.apply(request));
      return answer(request, engine.prepare(asked, scope), scope, type, mayChange);
    } catch (HttpRefusal refusal) {
      throw refusal;
    } catch (Exception failure) {
      RequestError error = errors.requestError(failure, scope);
      RequestNotes.of(request).answered(null, error.code().name());
      return answers.refused(error, type, scope.id());
    }
  }

  private HttpResponse<byte[]> answer(
      HttpRequest<?> request,
      Prepared prepared,
      RequestScope scope,
      ResponseType type,
      boolean mayChange) {
    GraphQlAnswer answer =
        switch (prepared) {
          case Prepared.Refused(GraphQlAnswer refusal) -> refusal;
          case Prepared.Ready ready when ready.isMutation() && !mayChange ->
              throw HttpRefusal.of(
                  HttpStatus.METHOD_NOT_ALLOWED, "Mutations are only served by POST.");
          case Prepared.Ready ready when ready.isSubscription() ->
              GraphQlAnswer.refused(
                  RequestError.badRequest(
                      "Subscriptions are served here too, but over WebSocket by the sub-protocol"
                          + " graphql-transport-ws."),
                  scope.id());
          case Prepared.Ready ready -> engine.run(ready, scope);
        };
    RequestNotes notes = RequestNotes.of(request);
    notes.answered(answer.operation(), answer.outcome());
    metrics.record(answer, scope.actor() != null, System.nanoTime() - notes.startedNanos());
    return answers.answered(answer, type);
  }
}
