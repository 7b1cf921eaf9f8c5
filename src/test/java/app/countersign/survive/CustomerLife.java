package app.countersign.survive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A customer who has used everything once, together with a friend. */
final class CustomerLife {
  private final World world;
  private final String name;
  private final UUID id;
  private final String token;
  private final Customer friend;
  private final Map<String, String> own = new HashMap<>();

  private CustomerLife(World world, String name) throws IOException, SQLException {
    this.world = world;
    this.name = name;
    this.friend = Customer.signedUp(world.rows(), world.server(), name + "-friend");
    Customer customer = Customer.signedUp(world.rows(), world.server(), name);
    this.id = customer.id();
    this.token = customer.token();
  }

  static CustomerLife live(World world, String name) throws IOException, SQLException {
    CustomerLife life = new CustomerLife(world, name);
    life.chats();
    life.purchases();
    life.bills();
    life.cardsAndPrices();
    life.letters();
    return life;
  }

  String token() {
    return token;
  }

  /** By type the ids of what is theirs. */
  Map<String, String> own() {
    return Map.copyOf(own);
  }

  private void chats() throws IOException, SQLException {
    own.put("Customer", id.toString());
    own.put("Member", friend.id().toString());
    own.put("Session", world.anotherSession(id));
    JsonNode group =
        change(
            "createGroup",
            "chat { id invitations { id } }",
            Map.of(
                "title", "Flat of " + name, "emails", List.of(Customer.email(name + "-friend"))));
    own.put("Chat", group.at("/chat/id").asText());
    Map<String, Object> accepted =
        Map.of("invitation", Map.of("id", group.at("/chat/invitations/0/id").asText()));
    world.change(friend.token(), "acceptInvitation", "", accepted);
    JsonNode waiting =
        change(
            "inviteMember",
            "invitation { id }",
            Map.of("chatId", chat(), "email", name + "-guest@elsewhere.example"));
    own.put("Invitation", waiting.at("/invitation/id").asText());
    JsonNode said =
        change(
            "sendMessage",
            "message { id }",
            Map.of("chatId", chat(), "text", "Hello from " + name));
    JsonNode alone = change("createChat", "chat { id }", Map.of());
    change(
        "sendMessage",
        "",
        Map.of("chatId", alone.at("/chat/id").asText(), "text", "What is a grace period?"));
    own.put(
        "Answer",
        world.rows().text("SELECT answer_id FROM assistant_answer WHERE asker_id = ?", id));
    own.put("ChatMessage", said.at("/message/id").asText());
  }

  private void purchases() throws IOException, SQLException {
    for (String kind : List.of("DATA_ANALYSIS", "RECOMMENDATIONS")) {
      change("giveConsent", "", Map.of("kind", kind, "textVersion", "1"));
    }
    String orders =
        """
        Order Date,Order ID,Title,Purchase Price Per Unit,Quantity,Item Subtotal,\
        Item Subtotal Tax,Item Total,Currency
        01/02/26,111-%1$s,Headphones %1$s,$20.00,1,$20.00,$1.00,$21.00,USD
        """
            .formatted(name);
    change("importOrders", "", Map.of("file", Map.of("orders", orders)));
    own.put("Purchase", world.rows().text("SELECT id FROM purchase WHERE person_id = ?", id));
    own.put(
        "LinkedAccount",
        world.rows().text("SELECT id FROM linked_account WHERE person_id = ?", id));
  }

  private void bills() throws IOException {
    Map<String, Object> bill = new HashMap<>();
    bill.put("chatId", chat());
    bill.put("title", "Dinner of " + name);
    bill.put("payerId", id.toString());
    bill.put("memberIds", List.of(id.toString(), friend.id().toString()));
    bill.put("rule", Map.of("equal", true));
    bill.put("amount", Map.of("typed", Map.of("amount", "30.00")));
    JsonNode recorded = change("recordBill", "bill { id debts { id } }", bill);
    own.put("Debt", recorded.at("/bill/debts/0/id").asText());
    bill.put("isProposal", true);
    JsonNode proposed = change("recordBill", "bill { id }", bill);
    own.put("Bill", proposed.at("/bill/id").asText());
  }

  private void cardsAndPrices() throws IOException {
    JsonNode card = change("addCard", "card { id }", Map.of("productId", "tovalin_plain"));
    own.put("Card", card.at("/card/id").asText());
    JsonNode product =
        change(
            "trackProduct",
            "trackedProduct { id }",
            Map.of("name", "Kettle of " + name, "target", Map.of("amount", "20")));
    own.put("TrackedProduct", product.at("/trackedProduct/id").asText());
    Map<String, Object> price = Map.of("amount", "19.50");
    change(
        "recordPrice",
        "",
        Map.of("trackedProductId", own.get("TrackedProduct"), "price", price, "merchant", "Shop"));
  }

  private void letters() throws SQLException {
    world
        .rows()
        .update(
            """
            INSERT INTO insight (id, person_id, origin, key, kind, severity, subject, title, text,
              figures, made_at, data_as_of)
            VALUES (uuidv7(), ?, 'OWN', 'TOP_MERCHANT:USD', 'TOP_MERCHANT', 'INFO', ?, ?, ?, '[]',
              now(), '2026-01-02')
            """,
            id,
            "Shop of " + name,
            "Most at a shop",
            "You spent most at the shop of " + name);
    String payload =
        "{\"type\": \"ARTICLE\", \"title\": \"For %s\", \"rationale\": \"Because.\","
            + " \"disclaimer\": \"Education.\", \"content\": {\"id\": \"credit-utilization\"}}";
    world
        .rows()
        .update(
            """
            WITH sent AS (
              INSERT INTO delivery (id, subject_type, subject_id, decision_id, user_id, channel,
                status, payload, due_at, next_attempt_at, created_at, finished_at)
              SELECT uuidv7(), 'Recommendation', uuidv7(), uuidv7(), ?, 'LOG', 'DELIVERED',
                CAST(? AS jsonb), now(), now(), now(), now()
              RETURNING *)
            INSERT INTO delivered_message (id, delivery_id, user_id, channel, payload, delivered_at)
            SELECT uuidv7(), id, user_id, channel, payload, now() FROM sent
            """,
            id.toString(),
            payload.formatted(name));
    own.put(
        "DeliveredRecommendation",
        world.rows().text("SELECT id FROM delivered_message WHERE user_id = ?", id.toString()));
    own.put("Insight", world.rows().text("SELECT id FROM insight WHERE person_id = ?", id));
  }

  private String chat() {
    return String.valueOf(own.get("Chat"));
  }

  private JsonNode change(String mutation, String fields, Map<String, ?> input) throws IOException {
    return world.change(token, mutation, fields, input);
  }
}
