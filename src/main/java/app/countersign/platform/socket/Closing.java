package app.countersign.platform.socket;

import app.countersign.platform.graphql.RequestErrorCode;

/**
 * Why the server closes a connection, by the codes of RFC 6455 and of graphql-transport-ws. Of the
 * client {@code graphql-ws}, 1001, 1012, 1013, 4403 and 4408 make it connect again, the others not.
 */
enum Closing {
  /** The client said good-bye. */
  NORMAL(1000),
  /** Binary messages are not served. */
  UNSUPPORTED_DATA(1003),
  /** A text that is not UTF-8. */
  INVALID_TEXT(1007),
  /** A message larger than {@link GraphQlSocket#MOST_BYTES}. */
  TOO_BIG(1009),
  /** A fault of the server. */
  INTERNAL(1011),
  /** The server stops; another may be there. */
  RESTART(1012),
  /** The client reads too slowly, or the server is not able to for the moment. */
  TRY_AGAIN_LATER(1013),
  /** Not a message of the protocol. */
  INVALID_MESSAGE(4400),
  /** An operation before the connection was acknowledged. */
  UNAUTHORIZED(4401),
  /** The token is not good, or not any more. */
  FORBIDDEN(4403),
  /** The client does not speak graphql-transport-ws. */
  WRONG_PROTOCOL(4406),
  /** The client did not say who it is, or does not answer pings. */
  TIMEOUT(4408),
  /** An operation of that id is running. */
  DUPLICATE(4409),
  /** Initialised twice, or too many connections or failures. */
  TOO_MANY(4429);

  private final int code;

  Closing(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Why a connection is closed whose client is refused with an error. */
  static Closing after(RequestErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> FORBIDDEN;
      case RATE_LIMITED -> TOO_MANY;
      case UNAVAILABLE, TIMEOUT -> TRY_AGAIN_LATER;
      default -> INTERNAL;
    };
  }
}
