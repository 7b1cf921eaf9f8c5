package app.countersign.contractchat;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.contract.Contract;
import app.countersign.contract.ContractDocument;
import app.countersign.contract.ContractRepository;
import app.countersign.contract.DocumentRepository;
import app.countersign.contract.TextStatus;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes questions about contracts. A question is stored at once, its answer is written after. */
@Singleton
public class ContractChat {
  /** How long a question may be, in Unicode code points. */
  public static final int LONGEST_MESSAGE = 2_000;

  private final ContractRepository contracts;
  private final DocumentRepository documents;
  private final ConversationRepository conversations;
  private final Answering answering;
  private final AuditTrail audit;
  private final TransactionOperations<Connection> transactions;
  private final ContractChatConfiguration configuration;
  private final Clock clock;

  ContractChat(
      ContractRepository contracts,
      DocumentRepository documents,
      ConversationRepository conversations,
      Answering answering,
      AuditTrail audit,
      TransactionOperations<Connection> transactions,
      ContractChatConfiguration configuration,
      Clock clock) {
    this.contracts = contracts;
    this.documents = documents;
    this.conversations = conversations;
    this.answering = answering;
    this.audit = audit;
    this.transactions = transactions;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Stores a question and its answer to come, in one transaction; the answer is begun when that is
   * committed.
   *
   * @throws RefusedException INVALID_INPUT for the message or a conversation about another
   *     contract, NOT_FOUND without the contract or the conversation, TEXT_MISSING without a text
   */
  @Transactional
  public AskContractPayload ask(Actor actor, AskContractInput input) {
    Instant now = clock.instant();
    demandMessage(input.message());
    Contract contract = contracts.find(input.contractId());
    if (contract == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no contract with this id.", "input", "contractId");
    }
    ContractDocument document = documents.inForce(Set.of(contract.id())).get(contract.id());
    if (document == null || document.textStatus() != TextStatus.COMPLETED) {
      throw RefusedException.of(
          UserErrorCode.TEXT_MISSING,
          "The contract has no text to ask about yet.",
          "input",
          "contractId");
    }
    UUID conversationId = conversation(actor, input, now);
    NewQuestion question =
        new NewQuestion(
            conversationId,
            Ids.next(),
            Ids.next(),
            contract.id(),
            document.id(),
            conversations.nextTwo(conversationId, now.plus(configuration.keep())),
            input.message(),
            offer(contract, input.message()),
            now);
    conversations.insert(question);
    audit.record(actor, event(question));
    answerWhenCommitted(question);
    return AskContractPayload.asked(conversationId, question.questionId(), question.answerId());
  }

  private static void demandMessage(String message) {
    int length = message.codePointCount(0, message.length());
    if (message.isBlank() || length > LONGEST_MESSAGE) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "A question has 1 to %,d characters and is not blank.".formatted(LONGEST_MESSAGE),
          "input",
          "message");
    }
  }

  private UUID conversation(Actor actor, AskContractInput input, Instant now) {
    UUID wanted = input.conversationId();
    if (wanted == null) {
      UUID id = Ids.next();
      conversations.open(
          new ContractConversation(
              id, input.contractId(), actor.id(), now, now.plus(configuration.keep())));
      return id;
    }
    ContractConversation there = conversations.hold(actor.id(), wanted, now);
    if (there == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND,
          "There is no such conversation; it may have gone.",
          "input",
          "conversationId");
    }
    if (!there.contractId().equals(input.contractId())) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "This conversation is about another contract.",
          "input",
          "conversationId");
    }
    return wanted;
  }

  /** The first number of another account that has a contract. */
  private @Nullable String offer(Contract contract, String message) {
    List<String> candidates =
        AccountNumbers.in(message).stream()
            .filter(number -> !number.equals(contract.accountNumber()))
            .toList();
    if (candidates.isEmpty()) {
      return null;
    }
    Set<String> known = conversations.accountsAmong(candidates, contract.id());
    return candidates.stream().filter(known::contains).findFirst().orElse(null);
  }

  private static AuditEvent event(NewQuestion question) {
    // Entries are for good and what was said is not: they hold ids and lengths.
    Map<String, Object> after =
        Map.of(
            "questionId",
            question.questionId(),
            "answerId",
            question.answerId(),
            "documentId",
            question.documentId(),
            "sequence",
            question.sequence(),
            "messageLength",
            question.text().codePointCount(0, question.text().length()));
    return AuditEvent.ofContract(
        ContractConversation.SUBJECT,
        question.conversationId().toString(),
        AuditAction.ASK,
        question.contractId(),
        null,
        after);
  }

  private void answerWhenCommitted(NewQuestion question) {
    transactions
        .findTransactionStatus()
        .orElseThrow(() -> new IllegalStateException("a question without a transaction"))
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                answering.begin(question);
              }
            });
  }
}
