package app.countersign.contractchat;

import app.countersign.trace.ModelUse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One question or answer.
 *
 * @param sequence its place in the conversation, from 1
 * @param text of an answer that is being written, what there is of it
 * @param source null for a question, and until the answer is whole
 * @param model that worded an answer to its end; null for all else
 * @param switchOffer another contract that a question speaks of
 * @param failure why an answer failed, for a person to read
 */
public record ContractMessage(
    UUID id,
    UUID conversationId,
    int sequence,
    MessageRole role,
    MessageStatus status,
    String text,
    List<Citation> citations,
    @Nullable AnswerSource source,
    @Nullable ModelUse model,
    @Nullable AccountSwitchOffer switchOffer,
    @Nullable String failure,
    Instant createdAt) {
  public ContractMessage {
    citations = List.copyOf(citations);
  }
}
