package app.countersign.platform.web;

import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What HTTP errors outside of the GraphQL endpoint say: the same shape as everywhere, and nothing
 * of the server's inside.
 */
@Singleton
@Primary
final class PlainErrors implements ErrorResponseProcessor<byte[]> {
  private final JsonMapper mapper = new JsonMapper();

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    RequestError error = new RequestError(code(response.status()), message(response));
    String id = RequestIds.of(context.getRequest());
    try {
      return response
          .body(mapper.writeValueAsBytes(GraphQlAnswer.refused(error, id).body()))
          .contentType(MediaType.APPLICATION_JSON_TYPE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String message(MutableHttpResponse<?> response) {
    return "%d %s".formatted(response.code(), response.status().getReason());
  }

  private static RequestErrorCode code(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> RequestErrorCode.UNAUTHENTICATED;
      case FORBIDDEN -> RequestErrorCode.FORBIDDEN;
      case NOT_FOUND -> RequestErrorCode.NOT_FOUND;
      case TOO_MANY_REQUESTS -> RequestErrorCode.RATE_LIMITED;
      case REQUEST_ENTITY_TOO_LARGE, REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
          RequestErrorCode.LIMIT_EXCEEDED;
      case SERVICE_UNAVAILABLE, BAD_GATEWAY, GATEWAY_TIMEOUT -> RequestErrorCode.UNAVAILABLE;
      default ->
          status.getCode() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()
              ? RequestErrorCode.INTERNAL
              : RequestErrorCode.BAD_REQUEST;
    };
  }
}
