package app.countersign.assistant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which answer is to be tried again: the message that it is. */
record RetryAnswerInput(UUID messageId, @Nullable String idempotencyKey) {}
