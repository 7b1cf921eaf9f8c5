package app.countersign.bill;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Chats with people in them, and the calls that these tests make. */
@Singleton
class TestGroups {
  static final String SPLIT =
      """
      mutation ($input: RecordBillInput!) {
        recordBill(input: $input) {
          bill {
            id status version title rule source total { amount currency } payer { name }
            shares { member { name } amount { amount } parts { kind amount { amount } exact } }
            items { kind name amount { amount } takers { member { name } shares } }
            debts { id debtor { name } creditor { name } amount { amount currency } status version }
            history { status version }
          }
          userErrors { code message path currentVersion currentStatus }
        }
      }
      """;

  private static final Instant BEGAN_AT = Instant.parse("2026-02-01T12:00:00Z");

  private final Sql sql;
  private final TestCustomers customers;
  private final Api api;

  TestGroups(Sql sql, TestCustomers customers, Api api) {
    this.sql = sql;
    this.customers = customers;
    this.api = api;
  }

  /** A chat and the people in it, in the order they joined. */
  record TestGroup(UUID id, List<Actor> members) {
    Actor member(int place) {
      return members.get(place);
    }

    List<String> ids() {
      return members.stream().map(member -> member.id().toString()).toList();
    }
  }

  TestGroup group(String... names) {
    return chat("GROUP", names);
  }

  TestGroup solo(String name) {
    return chat("SOLO", name);
  }

  @Transactional
  TestGroup chat(String kind, String... names) {
    List<Actor> members = Arrays.stream(names).map(customers::named).toList();
    UUID id = Ids.next();
    sql.update(
        "INSERT INTO chat (id, kind, title, created_by, created_at, last_activity_at)"
            + " VALUES (?, ?, 'Friends', ?, ?, ?)",
        id,
        kind,
        members.getFirst().id(),
        BEGAN_AT,
        BEGAN_AT);
    for (int place = 0; place < members.size(); place++) {
      sql.update(
          "INSERT INTO chat_member (chat_id, person_id, role, joined_sequence, read_sequence,"
              + " joined_at) VALUES (?, ?, ?, 0, 0, ?)",
          id,
          members.get(place).id(),
          place == 0 ? "OWNER" : "MEMBER",
          BEGAN_AT.plusSeconds(place));
    }
    return new TestGroup(id, members);
  }

  void leave(TestGroup group, Actor member) {
    sql.update(
        "UPDATE chat_member SET left_at = ?, role = 'MEMBER' WHERE chat_id = ? AND person_id = ?",
        BEGAN_AT.plusSeconds(3600),
        group.id(),
        member.id());
  }

  /** What is equal among all, paid by the first. */
  static Map<String, Object> equal(TestGroup group, String amount) {
    return input(
        group, Map.of("typed", Map.of("amount", amount)), Map.of("equal", true), group.ids());
  }

  static Map<String, Object> input(
      TestGroup group, Map<String, ?> amount, Map<String, ?> rule, List<String> memberIds) {
    Map<String, Object> input = new HashMap<>();
    input.put("chatId", group.id().toString());
    input.put("title", "Dinner");
    input.put("payerId", group.member(0).id().toString());
    input.put("memberIds", memberIds);
    input.put("amount", amount);
    input.put("rule", rule);
    return input;
  }

  static Map<String, Object> with(Map<String, Object> input, String field, Object value) {
    Map<String, Object> changed = new HashMap<>(input);
    changed.put(field, value);
    return changed;
  }

  Api.Answer record(Actor actor, Map<String, ?> input) {
    return api.call(TestCustomers.token(actor), SPLIT, input);
  }

  /** The bill that was recorded; fails when it was refused. */
  JsonNode bill(Actor actor, Map<String, ?> input) {
    Api.Answer answer = record(actor, input);
    JsonNode bill = answer.data("recordBill.bill");
    if (!bill.isObject()) {
      throw new AssertionError(answer.body());
    }
    return bill;
  }

  Api.Answer decide(Actor actor, String verb, Map<String, ?> input) {
    String type = Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "Input";
    return api.call(
        TestCustomers.token(actor),
        """
        mutation ($input: %s!) {
          %s(input: $input) {
            bill { id status version debts { id status } history { status changedBy { name } } }
            userErrors { code message path currentVersion currentStatus }
          }
        }
        """
            .formatted(type, verb),
        input);
  }

  Api.Answer settle(Actor actor, Map<String, ?> paid) {
    return settle(actor, paid, null);
  }

  Api.Answer settle(Actor actor, Map<String, ?> paid, String key) {
    Map<String, Object> input = new HashMap<>();
    input.put("paid", paid);
    input.put("idempotencyKey", key);
    return api.call(
        TestCustomers.token(actor),
        """
        mutation ($input: MarkSettledInput!) {
          markSettled(input: $input) {
            debts { id status version open { amount } settled { amount }
              settlements { amount { amount } } }
            userErrors { code message path currentVersion currentStatus }
          }
        }
        """,
        input);
  }

  Api.Answer query(Actor actor, String document) {
    return api.query(TestCustomers.token(actor), document);
  }

  /** Each with its amount, such as {@code Ana 12.00}. */
  static List<String> amounts(JsonNode list, String who) {
    return list.valueStream()
        .map(one -> one.at("/" + who + "/name").asText() + " " + one.at("/amount/amount").asText())
        .toList();
  }
}
