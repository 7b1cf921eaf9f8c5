package app.countersign.platform.socket;

import app.countersign.platform.graphql.GraphQlRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says, by the protocol graphql-transport-ws. */
sealed interface ClientMessage {
  /**
   * Says who it is.
   *
   * @param authorization the payload's Authorization; empty when it has none
   */
  record Init(List<String> authorization) implements ClientMessage {}

  /** Asks whether the server is there. */
  record Ping(@Nullable Object payload) implements ClientMessage {}

  /** Answers a ping. */
  record Pong() implements ClientMessage {}

  /** Begins an operation. */
  record Subscribe(String id, GraphQlRequest request) implements ClientMessage {}

  /** Ends an operation. */
  record Complete(String id) implements ClientMessage {}
}
