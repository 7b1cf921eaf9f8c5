package app.countersign.platform.graphql;

/** The codes of {@code errors[].extensions.code}. Part of the API: never renamed. */
public enum RequestErrorCode {
  /** The text is not GraphQL. */
  GRAPHQL_PARSE_FAILED,
  /** The operation does not fit the schema. */
  GRAPHQL_VALIDATION_FAILED,
  /** Nobody is signed in, or the token is not good. */
  UNAUTHENTICATED,
  /** The caller's role is not enough. */
  FORBIDDEN,
  /** What is asked for is not there, or the caller may not know of it. */
  NOT_FOUND,
  /** The request or one of its values is malformed. */
  BAD_REQUEST,
  /** The request is larger, deeper or dearer than a limit allows. */
  LIMIT_EXCEEDED,
  /** Too many requests in too short a time. */
  RATE_LIMITED,
  /** The answer took longer than a request may. */
  TIMEOUT,
  /** Something the server needs is not there for the moment; trying again may help. */
  UNAVAILABLE,
  /** A fault of the server; the request id finds it in the log. */
  INTERNAL
}
