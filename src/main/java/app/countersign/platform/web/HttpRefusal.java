package app.countersign.platform.web;

import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.micronaut.http.HttpStatus;

/** A request that HTTP itself refuses, whatever media type the answer has. */
final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final HttpStatus status;
  private final transient RequestError error;

  HttpRefusal(HttpStatus status, RequestError error) {
    super(error.getMessage(), null, false, false);
    this.status = status;
    this.error = error;
  }

  static HttpRefusal of(HttpStatus status, String message) {
    return new HttpRefusal(status, new RequestError(RequestErrorCode.BAD_REQUEST, message));
  }

  HttpStatus status() {
    return status;
  }

  RequestError error() {
    return error;
  }
}
