package app.countersign.contractchat;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The contract chat in the schema; each operator's own conversations only. */
@Singleton
class ContractChatGraphQl implements GraphQlModule {
  /** What the rest of a request needs after an answer was waited for. */
  private static final Duration RESERVE = Duration.ofMillis(300);

  private final ContractChat chat;
  private final ConversationRepository conversations;
  private final ContractRepository contracts;
  private final AnswerPieces pieces;
  private final AnswerWait waiting;
  private final Clock clock;

  ContractChatGraphQl(
      ContractChat chat,
      ConversationRepository conversations,
      ContractRepository contracts,
      AnswerPieces pieces,
      AnswerWait waiting,
      Clock clock) {
    this.chat = chat;
    this.conversations = conversations;
    this.contracts = contracts;
    this.pieces = pieces;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("Contract", Contract.class);
    wiring
        .type("ContractConversation", ContractConversation.class)
        .batchedNullable("contract", ContractConversation::contractId, contracts::byIds)
        .batchedConnection(
            "messages",
            ContractConversation::id,
            (ids, page, call) -> Connection.ofAll(conversations.pages(ids, page)));
    wiring
        .type("AccountSwitchOffer", AccountSwitchOffer.class)
        .batched("contracts", AccountSwitchOffer::accountNumber, contracts::byAccounts);
    wiring
        .type("AskContractPayload", AskContractPayload.class)
        .nullable("conversation", (payload, call) -> conversation(call, payload.conversationId()))
        .nullable("question", (payload, call) -> message(call, payload.questionId()))
        .nullable("answer", (payload, call) -> wholeAnswer(call, payload.answerId()));
    wiring.type("AnswerPiece", AnswerPiece.class);
    wiring
        .mutation(
            "askContract",
            AskContractInput.class,
            AskContractPayload.class,
            chat::ask,
            AskContractPayload::refused)
        .nullableQuery("contractConversation", call -> conversation(call, call.id("id")))
        .subscription("contractAnswer", this::answer)
        .nodes(
            "ContractConversation",
            ContractConversation.class,
            Role.OPERATOR,
            (actor, ids) -> conversations.conversations(actor.id(), ids, clock.instant()))
        .nodes(
            "ContractMessage",
            ContractMessage.class,
            Role.OPERATOR,
            (actor, ids) -> conversations.messages(actor.id(), ids, clock.instant()));
  }

  private @Nullable ContractConversation conversation(Call call, @Nullable UUID id) {
    return id == null
        ? null
        : conversations.conversations(call.actor().id(), Set.of(id), clock.instant()).get(id);
  }

  private @Nullable ContractMessage message(Call call, @Nullable UUID id) {
    return id == null
        ? null
        : conversations.messages(call.actor().id(), Set.of(id), clock.instant()).get(id);
  }

  private @Nullable ContractMessage wholeAnswer(Call call, @Nullable UUID id) {
    if (id != null) {
      waiting.await(id, call.deadline().remaining().minus(RESERVE));
    }
    return message(call, id);
  }

  private Flow.Publisher<AnswerPiece> answer(Call call) {
    return pieces.after(
        call.actor().id(),
        call.id("messageId"),
        Objects.requireNonNullElse(call.argument("afterOffset", Integer.class), 0));
  }
}
