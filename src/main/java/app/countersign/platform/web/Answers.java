package app.countersign.platform.web;

import app.countersign.platform.db.Json;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Writes answers with the status that the media type asks for. */
@Singleton
public final class Answers {
  private final JsonMapper mapper =
      JsonMapper.builder(Json.factory().build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  /** What the engine said. */
  MutableHttpResponse<byte[]> answered(GraphQlAnswer answer, ResponseType type) {
    HttpStatus status =
        answer.hasRun() || type == ResponseType.JSON
            ? HttpStatus.OK
            : status(answer.codes().getFirst());
    return response(status, answer, type);
  }

  /** What HTTP refused. */
  MutableHttpResponse<byte[]> refused(HttpRefusal refusal, ResponseType type, String id) {
    MutableHttpResponse<byte[]> response =
        response(refusal.status(), GraphQlAnswer.refused(refusal.error(), id), type);
    return refusal.status() == HttpStatus.METHOD_NOT_ALLOWED
        ? response.header(HttpHeaders.ALLOW, "POST")
        : response;
  }

  /** Names, for the log, what an endpoint beside GraphQL is asked for. */
  public void names(HttpRequest<?> request, String operation) {
    RequestNotes.of(request).operation(operation);
  }

  /** Notes for the log that what was named was done, and how. */
  public void done(HttpRequest<?> request, String how) {
    RequestNotes notes = RequestNotes.of(request);
    notes.answered(notes.operation(), how);
  }

  /** What an endpoint beside GraphQL refuses, in the shape that all refusals have. */
  public MutableHttpResponse<byte[]> refused(RequestError error, HttpRequest<?> request) {
    done(request, error.code().name());
    return refused(error, ResponseType.JSON, RequestIds.of(request));
  }

  /** The same with a status of its own, where HTTP has one for the case. */
  public MutableHttpResponse<byte[]> refused(
      HttpStatus status, RequestError error, HttpRequest<?> request) {
    return refused(error, request).status(status);
  }

  /** What was refused or failed before the engine was asked. */
  MutableHttpResponse<byte[]> refused(RequestError error, ResponseType type, String id) {
    MutableHttpResponse<byte[]> response =
        response(status(error.code()), GraphQlAnswer.refused(error, id), type);
    return switch (error.code()) {
      case UNAUTHENTICATED -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      case RATE_LIMITED -> response.header(HttpHeaders.RETRY_AFTER, RateLimits.retryAfter(error));
      case UNAVAILABLE, TIMEOUT -> response.header(HttpHeaders.RETRY_AFTER, "1");
      default -> response;
    };
  }

  private MutableHttpResponse<byte[]> response(
      HttpStatus status, GraphQlAnswer answer, ResponseType type) {
    try {
      return HttpResponse.<byte[]>status(status)
          .body(mapper.writeValueAsBytes(answer.body()))
          .header(HttpHeaders.CONTENT_TYPE, type.contentType());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer that is no JSON", impossible);
    }
  }

  private static HttpStatus status(RequestErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case TIMEOUT, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      case GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_REQUEST, LIMIT_EXCEEDED ->
          HttpStatus.BAD_REQUEST;
    };
  }
}
