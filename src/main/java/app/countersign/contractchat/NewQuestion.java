package app.countersign.contractchat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question and the answer to come.
 *
 * @param contractId about which contract
 * @param documentId the text of it that the answer is to rest on
 * @param sequence the question's place; the answer's is the next
 * @param offeredAccount an account number in it that leads to another contract
 */
record NewQuestion(
    UUID conversationId,
    UUID questionId,
    UUID answerId,
    String contractId,
    UUID documentId,
    int sequence,
    String text,
    @Nullable String offeredAccount,
    Instant askedAt) {}
