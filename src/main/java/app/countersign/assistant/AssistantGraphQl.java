package app.countersign.assistant;

import app.countersign.chat.ChatMessage;
import app.countersign.chat.ChatMessages;
import app.countersign.intent.Intent;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.TypeWiring;
import app.countersign.platform.graphql.Wiring;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands beside the assistant's messages, in the schema; who reads a message reads it. */
@Singleton
class AssistantGraphQl implements GraphQlModule {
  private final AnswerRepository answers;
  private final AnswerDesk desk;
  private final Drawers drawers;
  private final ChatMessages messages;
  private final Settings settings;

  AssistantGraphQl(
      AnswerRepository answers,
      AnswerDesk desk,
      Drawers drawers,
      ChatMessages messages,
      Settings settings) {
    this.answers = answers;
    this.desk = desk;
    this.drawers = drawers;
    this.messages = messages;
    this.settings = settings;
  }

  @Override
  public void wire(Wiring wiring) {
    TypeWiring<ChatMessage> message = wiring.type("ChatMessage", ChatMessage.class);
    message.batched("stages", ChatMessage::id, this::stages);
    always(message, "action", (answer, call) -> action(answer));
    always(message, "intents", (answer, call) -> actions(answer));
    always(message, "drawers", (answer, call) -> drawers(answer));
    always(message, "attemptCount", (answer, call) -> answer == null ? 0 : answer.attemptCount());
    always(message, "canRetry", (answer, call) -> AnswerDesk.canRetry(answer, call.actor().id()));
    ifThere(message, "drawer", answer -> drawers(answer).stream().findFirst().orElse(null));
    ifThere(message, "source", AssistantAnswer::source);
    ifThere(message, "failure", AssistantAnswer::failure);
    wiring.type("AnswerStage", AnswerStage.class);
    wiring
        .type("RetryAnswerPayload", RetryAnswerPayload.class)
        .nullable("answer", (payload, call) -> message(call, payload.answerId()));
    wiring
        .mutation(
            "retryAnswer",
            RetryAnswerInput.class,
            RetryAnswerPayload.class,
            desk::retry,
            RetryAnswerPayload::refused)
        .limit("retryAnswer", new ActionLimit("answerRetries", 10, 0));
  }

  /** A field that every message answers, whether it is an answer or not. */
  private <V> void always(
      TypeWiring<ChatMessage> message,
      String name,
      BiFunction<@Nullable AssistantAnswer, Call, V> read) {
    message.batched(
        name,
        ChatMessage::id,
        (Set<UUID> ids, Call call) -> {
          Map<UUID, AssistantAnswer> found = answers.byIds(ids);
          Map<UUID, V> values = new HashMap<>();
          ids.forEach(id -> values.put(id, read.apply(found.get(id), call)));
          return values;
        });
  }

  /** A field that is null where a message is no answer or the answer has none. */
  private <V> void ifThere(
      TypeWiring<ChatMessage> message, String name, Function<AssistantAnswer, @Nullable V> read) {
    message.batchedNullable(
        name,
        ChatMessage::id,
        (Set<UUID> ids) -> {
          Map<UUID, V> values = new HashMap<>();
          answers
              .byIds(ids)
              .forEach(
                  (id, answer) -> {
                    V value = read.apply(answer);
                    if (value != null) {
                      values.put(id, value);
                    }
                  });
          return values;
        });
  }

  /** None for who does not want to see them. */
  private Map<UUID, List<AnswerStage>> stages(Set<UUID> ids, Call call) {
    Map<UUID, List<AnswerStage>> shown = new HashMap<>();
    ids.forEach(id -> shown.put(id, List.of()));
    if (settings.of(call.actor().id()).ai().showStages()) {
      shown.putAll(answers.stages(ids));
    }
    return shown;
  }

  private static AssistantAction action(@Nullable AssistantAnswer answer) {
    return answer == null || answer.intents().isEmpty()
        ? AssistantAction.NONE
        : AssistantAction.of(answer.intents().getFirst());
  }

  private static List<AssistantAction> actions(@Nullable AssistantAnswer answer) {
    List<Intent> intents = answer == null ? List.of() : answer.intents();
    return intents.stream().map(AssistantAction::of).toList();
  }

  private List<Drawer> drawers(@Nullable AssistantAnswer answer) {
    return answer == null ? List.of() : drawers.read(answer.drawers());
  }

  private @Nullable ChatMessage message(Call call, @Nullable UUID id) {
    return id == null ? null : messages.readable(call.actor().id(), List.of(id)).get(id);
  }
}
