package app.countersign.assistant;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Chats of customers, what they say, and the answers they get. */
@Singleton
@Requires(property = "testing.scripted-engines")
class ChatRoom {
  static final String MESSAGE =
      """
      id kind answersId status text action intents source failure attemptCount
      stages { label at } canRetry { allowed reason }
      drawer { __typename }
      drawers { __typename ... on Passages { isAnswered passages { articleId title section quote
        startOffset endOffset score } } }
      """;

  private final Api api;
  private final TestCustomers customers;
  private final Sql sql;

  ChatRoom(Api api, TestCustomers customers, Sql sql) {
    this.api = api;
    this.customers = customers;
    this.sql = sql;
  }

  Actor person(String name) {
    return customers.named(name);
  }

  UUID solo(Actor actor) {
    return UUID.fromString(
        api.call(
                TestCustomers.token(actor),
                "mutation ($input: CreateChatInput!) { createChat(input: $input) { chat { id } } }",
                Map.of())
            .data("createChat.chat.id")
            .asText());
  }

  /** A group; the first is its owner. Nobody shares purchases. */
  UUID group(Actor... members) {
    UUID id = Ids.next();
    Instant now = Instant.parse("2026-01-06T10:00:00Z");
    sql.update(
        """
        INSERT INTO chat (id, kind, title, created_by, created_at, last_activity_at)
        VALUES (?, 'GROUP', 'Friends', ?, ?, ?)
        """,
        id,
        members[0].id(),
        now,
        now);
    for (int at = 0; at < members.length; at++) {
      sql.update(
          """
          INSERT INTO chat_member (chat_id, person_id, role, joined_sequence, read_sequence,
            joined_at) VALUES (?, ?, ?, 0, 0, ?)
          """,
          id,
          members[at].id(),
          at == 0 ? "OWNER" : "MEMBER",
          now.plusSeconds(at));
    }
    return id;
  }

  /** The id of the message. */
  UUID say(Actor actor, UUID chatId, String text) {
    Api.Answer answer =
        api.call(
            TestCustomers.token(actor),
            """
            mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
              message { id } userErrors { code message } } }
            """,
            Map.of("chatId", chatId, "text", text));
    if (!answer.data("sendMessage.message").isObject()) {
      throw new AssertionError(answer.body());
    }
    return UUID.fromString(answer.data("sendMessage.message.id").asText());
  }

  /** Says something and waits until its answer has ended. */
  JsonNode ask(Actor actor, UUID chatId, String text) {
    return ended(actor, chatId, say(actor, chatId, text));
  }

  /** The answer to a message, once it has ended. */
  JsonNode ended(Actor actor, UUID chatId, UUID messageId) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    Waiting.until(
        () -> {
          JsonNode answer = answer(actor, chatId, messageId);
          found.set(answer);
          return !answer.isMissingNode() && !answer.path("status").asText().equals("PENDING");
        });
    return found.get();
  }

  /** The answer to a message as it stands; missing when there is none. */
  JsonNode answer(Actor actor, UUID chatId, UUID messageId) {
    return messages(actor, chatId)
        .valueStream()
        .filter(message -> message.path("answersId").asText().equals(messageId.toString()))
        .findFirst()
        .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
  }

  JsonNode messages(Actor actor, UUID chatId) {
    Api.Answer answer =
        api.send(
            TestCustomers.token(actor),
            "query ($id: ID!) { chat(id: $id) { messages(last: 100) { nodes { "
                + MESSAGE
                + " } } } }",
            Map.of("id", chatId));
    if (!answer.errors().isEmpty()) {
      throw new AssertionError(answer.body());
    }
    return answer.data("chat.messages.nodes");
  }

  Api.Answer retry(Actor actor, Object messageId) {
    return api.call(
        TestCustomers.token(actor),
        "mutation ($input: RetryAnswerInput!) { retryAnswer(input: $input) { answer { "
            + MESSAGE
            + " } userErrors { code message path currentStatus } } }",
        Map.of("messageId", messageId));
  }
}
