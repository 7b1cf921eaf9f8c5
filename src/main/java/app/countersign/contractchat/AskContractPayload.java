package app.countersign.contractchat;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question that was stored and the answer to come, by their ids alone: this is kept with the
 * idempotency key for days, and what was said is not to be.
 */
public record AskContractPayload(
    @Nullable UUID conversationId,
    @Nullable UUID questionId,
    @Nullable UUID answerId,
    List<UserError> userErrors) {

  static AskContractPayload asked(UUID conversationId, UUID questionId, UUID answerId) {
    return new AskContractPayload(conversationId, questionId, answerId, List.of());
  }

  static AskContractPayload refused(List<UserError> errors) {
    return new AskContractPayload(null, null, null, errors);
  }
}
