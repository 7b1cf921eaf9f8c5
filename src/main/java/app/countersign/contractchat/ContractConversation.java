package app.countersign.contractchat;

import java.time.Instant;
import java.util.UUID;

/**
 * Questions of one operator about one contract.
 *
 * @param availableUntil when it goes, unless another message comes
 */
public record ContractConversation(
    UUID id, String contractId, UUID operatorId, Instant createdAt, Instant availableUntil) {

  /** The subject type of everything that happens to a conversation. */
  public static final String SUBJECT = "ContractConversation";
}
