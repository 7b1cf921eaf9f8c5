package app.countersign.chat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chats by the API, as their members use them. */
@Singleton
@Requires(beans = Api.class)
class TestChats {
  private static final String CHAT =
      """
      id kind title viewerRole lastSequence readSequence unreadCount isSharingPurchases version
      members { personId name role sharesPurchases }
      viewerCan { send { allowed } invite { allowed } rename { allowed } remove { allowed }
        changeRoles { allowed } leave { allowed reason } }
      lastMessage { text }
      """;
  private static final String ERRORS = "userErrors { code path currentVersion currentStatus }";

  private final Api api;
  private final Sql sql;
  private final TestCustomers customers;

  TestChats(Api api, Sql sql, TestCustomers customers) {
    this.api = api;
    this.sql = sql;
    this.customers = customers;
  }

  Actor person(String name) {
    return customers.named(name);
  }

  /** Calls a mutation with these input fields: name, value, … */
  Answer call(@Nullable Actor who, String mutation, Object... input) {
    return callAs(who == null ? null : TestCustomers.token(who), mutation, input);
  }

  Answer callAs(@Nullable String token, String mutation, Object... input) {
    Map<String, Object> values = new HashMap<>();
    for (int at = 0; at < input.length; at += 2) {
      values.put((String) input[at], input[at + 1]);
    }
    String type = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input";
    return api.call(
        token,
        "mutation($input: %s!) { %s(input: $input) { %s %s } }"
            .formatted(type, mutation, result(mutation), ERRORS),
        values);
  }

  private static String result(String mutation) {
    return switch (mutation) {
      case "inviteMember", "declineInvitation", "revokeInvitation" ->
          "invitation { id chatId title invitedBy email status }";
      case "sendMessage" ->
          "chat { id lastSequence } message { id sequence kind status text sender { id name } }";
      case "leaveGroup" -> "chatId";
      default -> "chat { %s }".formatted(CHAT);
    };
  }

  Answer query(@Nullable Actor who, String query) {
    return api.query(who == null ? null : TestCustomers.token(who), query);
  }

  JsonNode chat(Actor who, UUID id) {
    return query(who, "{ chat(id: \"%s\") { %s } }".formatted(id, CHAT)).data("chat");
  }

  UUID solo(Actor who) {
    return id(call(who, "createChat"), "createChat");
  }

  /** A chat with nobody else in it, in which the assistant answers only who calls it. */
  UUID silent(Actor who) {
    return group("Silent", who);
  }

  /** A group whose members joined in this order, the first being its owner. */
  UUID group(String title, Actor owner, Actor... others) {
    UUID id = id(call(owner, "createGroup", "title", title), "createGroup");
    for (Actor other : others) {
      join(owner, id, other);
    }
    return id;
  }

  /** Invites and accepts. */
  void join(Actor inviter, UUID chatId, Actor other) {
    String invitation = invite(inviter, chatId, TestCustomers.address(other.name()));
    Answer answer = accept(other, invitation);
    if (!answer.refused("acceptInvitation").isEmpty()) {
      throw new AssertionError(answer.body().toString());
    }
  }

  String invite(Actor inviter, UUID chatId, String email) {
    Answer answer = call(inviter, "inviteMember", "chatId", chatId, "email", email);
    String id = answer.data("inviteMember.invitation.id").asText();
    if (id.isEmpty()) {
      throw new AssertionError(answer.body().toString());
    }
    return id;
  }

  Answer accept(Actor who, String invitationId) {
    return call(who, "acceptInvitation", "invitation", Map.of("id", invitationId));
  }

  Answer send(Actor who, UUID chatId, String text) {
    return call(who, "sendMessage", "chatId", chatId, "text", text);
  }

  /** The texts of a chat's messages as somebody may read them. */
  List<String> texts(Actor who, UUID chatId) {
    return query(
            who,
            "{ chat(id: \"%s\") { messages(first: 100) { nodes { text } } } }".formatted(chatId))
        .data("chat.messages.nodes")
        .findValuesAsText("text");
  }

  /** The numbers of everything that happened in a chat, in their order. */
  List<Integer> sequences(UUID chatId) {
    return sql.list(
        "SELECT sequence FROM chat_event WHERE chat_id = ? ORDER BY sequence",
        row -> Rows.integer(row, "sequence"),
        chatId);
  }

  private static UUID id(Answer answer, String mutation) {
    String id = answer.data(mutation + ".chat.id").asText();
    if (id.isEmpty()) {
      throw new AssertionError(answer.body().toString());
    }
    return UUID.fromString(id);
  }
}
