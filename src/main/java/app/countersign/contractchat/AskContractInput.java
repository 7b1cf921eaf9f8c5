package app.countersign.contractchat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question about a contract's text; the schema says what each field means. */
public record AskContractInput(
    String contractId,
    String message,
    @Nullable UUID conversationId,
    @Nullable String idempotencyKey) {}
