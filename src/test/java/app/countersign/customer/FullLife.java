package app.countersign.customer;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.chat.ChatLog;
import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody who leaves something in every part of the product, by the API wherever it can be left by
 * it; each call with an idempotency key.
 */
@Singleton
@Requires(property = "countersign.customers.answer-time")
class FullLife {
  private final Newcomers newcomers;
  private final Api api;
  private final Sql sql;
  private final ChatLog log;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  FullLife(
      Newcomers newcomers,
      Api api,
      Sql sql,
      ChatLog log,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.newcomers = newcomers;
    this.api = api;
    this.sql = sql;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What there is afterwards.
   *
   * @param groupAnswer an answer to the friend that tells of the person
   * @param friendsWords what the friend wrote, which is the friend's
   */
  record Left(
      UUID chat, UUID group, UUID groupAnswer, UUID bill, String friend, String friendsWords) {}

  /** Does everything once, with the mark in every text. */
  Left live(Newcomer person, UUID id, String token, String mark) {
    Newcomer friend = newcomers.verified();
    UUID friendId = newcomers.id(friend);
    String friendToken = newcomers.signedIn(friend);
    UUID chat = uuid(done(token, "createChat", "chat { id }", Map.of("title", "Mine " + mark)));
    say(token, chat, "What is a grace period, " + mark + "?");
    UUID group = group(person, token, friend, friendToken);
    say(token, group, "hello, says " + mark);
    String friendsWords = "thanks " + friendId;
    UUID asked = say(friendToken, group, friendsWords);
    UUID answer = answered(group, asked, friendId, id, person.name() + " owes 5.00");
    List<UUID> purchases = purchases(id, token, mark);
    UUID bill = bills(token, group, List.of(id, friendId), purchases.getFirst(), mark);
    cardsAndPrices(token, mark);
    done(token, "updateSettings", "", Map.of("display", Map.of("theme", "DARK")));
    insight(id, mark);
    return new Left(chat, group, answer, bill, friendToken, friendsWords);
  }

  private UUID group(Newcomer person, String token, Newcomer friend, String friendToken) {
    UUID group =
        uuid(
            done(
                token,
                "createGroup",
                "chat { id }",
                Map.of("title", person.name() + "'s flat", "emails", List.of(friend.email()))));
    String invitation =
        api.query(friendToken, "{ invitations { nodes { id } } }")
            .data("invitations.nodes.0.id")
            .asText();
    done(friendToken, "acceptInvitation", "", Map.of("invitation", Map.of("id", invitation)));
    Map<String, Object> waiting =
        Map.of("chatId", group, "email", "guest." + group + "@elsewhere.example");
    done(token, "inviteMember", "", waiting);
    done(token, "setPurchaseSharing", "", Map.of("chatId", group, "sharesPurchases", true));
    return group;
  }

  private UUID say(String token, UUID chat, String text) {
    return UUID.fromString(
        done(token, "sendMessage", "message { id }", Map.of("chatId", chat, "text", text))
            .at("/message/id")
            .asText());
  }

  /** As the assistant answers somebody else in a group. */
  private UUID answered(UUID group, UUID message, UUID asker, UUID about, String text) {
    return transactions.executeWrite(
        status -> {
          UUID answer = log.beginAnswer(group, message).id();
          log.complete(answer, text);
          Instant now = clock.instant();
          sql.update(
              """
              INSERT INTO assistant_answer (answer_id, message_id, chat_id, asker_id, status,
                attempt_limit, drawers, created_at, finished_at)
              VALUES (?, ?, ?, ?, 'COMPLETE', 1, ?::jsonb, ?, ?)
              """,
              answer,
              message,
              group,
              asker,
              Json.write(List.of(Map.of("kind", "BillSplit", "data", Map.of("personId", about)))),
              now,
              now);
          sql.update(
              "INSERT INTO assistant_stage (answer_id, number, label, at) VALUES (?, 1, ?, ?)",
              answer,
              text,
              now);
          return answer;
        });
  }

  private List<UUID> purchases(UUID id, String token, String mark) {
    String orders =
        """
        Order Date,Order ID,Title,Purchase Price Per Unit,Quantity,Item Subtotal,\
        Item Subtotal Tax,Item Total,Currency
        01/02/26,111-%1$s,Headphones %1$s,$20.00,1,$20.00,$1.00,$21.00,USD
        """
            .formatted(mark);
    done(token, "importOrders", "result { addedCount }", Map.of("file", Map.of("orders", orders)));
    List<UUID> purchases =
        sql.list("SELECT id FROM purchase WHERE person_id = ?", row -> Rows.uuid(row, "id"), id);
    assertThat(purchases).hasSize(1);
    return purchases;
  }

  private UUID bills(String token, UUID group, List<UUID> members, UUID purchase, String mark) {
    Map<String, Object> bill =
        Map.of(
            "chatId",
            group,
            "title",
            "Dinner " + mark,
            "payerId",
            members.getFirst(),
            "memberIds",
            members,
            "rule",
            Map.of("equal", true));
    Map<String, Object> typed = new HashMap<>(bill);
    typed.put("amount", Map.of("typed", Map.of("amount", "30.00")));
    Map<String, Object> bought = new HashMap<>(bill);
    bought.put("amount", Map.of("purchaseId", purchase));
    bought.put("idempotencyKey", "of a purchase");
    done(token, "recordBill", "", bought);
    return UUID.fromString(done(token, "recordBill", "bill { id }", typed).at("/bill/id").asText());
  }

  private void cardsAndPrices(String token, String mark) {
    done(
        token,
        "addCard",
        "card { id }",
        Map.of("productId", "tovalin_plain", "nickname", "Card " + mark));
    String product =
        done(
                token,
                "trackProduct",
                "trackedProduct { id }",
                Map.of("name", "Kettle " + mark, "target", Map.of("amount", "20")))
            .at("/trackedProduct/id")
            .asText();
    done(
        token,
        "recordPrice",
        "isAlerted",
        Map.of(
            "trackedProductId",
            product,
            "price",
            Map.of("amount", "19.50"),
            "merchant",
            "Shop " + mark));
  }

  private void insight(UUID id, String mark) {
    sql.update(
        """
        INSERT INTO insight (id, person_id, origin, key, kind, severity, subject, title, text,
          figures, made_at, data_as_of)
        VALUES (uuidv7(), ?, 'OWN', 'TOP_MERCHANT:USD', 'TOP_MERCHANT', 'INFO', ?, ?, ?, '[]', ?,
          '2026-01-02')
        """,
        id,
        "At " + mark,
        "Most at " + mark,
        "You spent most at " + mark,
        clock.instant());
  }

  /** Calls a mutation that must not be refused. */
  private JsonNode done(String token, String mutation, String fields, Map<String, ?> input) {
    Map<String, Object> keyed = new HashMap<>(input);
    keyed.putIfAbsent("idempotencyKey", mutation + " " + UUID.randomUUID());
    Answer answer =
        api.call(
            token,
            "mutation ($input: %sInput!) { %s(input: $input) { %s userErrors { code path } } }"
                .formatted(
                    Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1),
                    mutation,
                    fields),
            keyed);
    assertThat(answer.errors()).as(answer.body().toString()).isEmpty();
    assertThat(answer.refused(mutation)).isEmpty();
    return answer.data(mutation);
  }

  private static UUID uuid(JsonNode payload) {
    return UUID.fromString(payload.at("/chat/id").asText());
  }
}
