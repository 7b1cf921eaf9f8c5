package app.countersign.assistant;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer that is being tried again, by its id alone: this is kept with the idempotency key. */
record RetryAnswerPayload(@Nullable UUID answerId, List<UserError> userErrors) {
  static RetryAnswerPayload of(UUID answerId) {
    return new RetryAnswerPayload(answerId, List.of());
  }

  static RetryAnswerPayload refused(List<UserError> errors) {
    return new RetryAnswerPayload(null, errors);
  }
}
