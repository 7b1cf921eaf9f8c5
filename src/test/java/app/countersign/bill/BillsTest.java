package app.countersign.bill;

import static app.countersign.bill.TestGroups.amounts;
import static app.countersign.bill.TestGroups.equal;
import static app.countersign.bill.TestGroups.input;
import static app.countersign.bill.TestGroups.with;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.bill.TestGroups.TestGroup;
import app.countersign.testing.Api;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "bills")
@Property(name = "testing.role-names-as-tokens", value = "true")
class BillsTest {
  private final TestGroups groups;

  BillsTest(TestGroups groups) {
    this.groups = groups;
  }

  @Test
  void aRecordedBillMakesItsDebtsAtOnce() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");

    JsonNode bill = groups.bill(group.member(0), equal(group, "100.00"));

    assertThat(bill.path("status").asText()).isEqualTo("RECORDED");
    assertThat(bill.path("version").asInt()).isEqualTo(1);
    assertThat(amounts(bill.path("shares"), "member"))
        .containsExactly("Ana 33.34", "Ben 33.33", "Cy 33.33");
    assertThat(bill.at("/shares/0/parts/0/exact").asText()).isEqualTo("100/3");
    assertThat(amounts(bill.path("debts"), "debtor")).containsExactly("Ben 33.33", "Cy 33.33");
    assertThat(bill.path("debts").findValuesAsText("status")).containsExactly("OPEN", "OPEN");
  }

  @Test
  void aProposalOwesNothingUntilAMemberCountersignsIt() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    JsonNode proposed =
        groups.bill(group.member(0), with(equal(group, "90.00"), "isProposal", true));
    assertThat(proposed.path("status").asText()).isEqualTo("PROPOSED");
    assertThat(proposed.path("debts")).isEmpty();

    Api.Answer answer =
        groups.decide(
            group.member(1),
            "countersignBill",
            Map.of("billId", proposed.path("id").asText(), "expectedVersion", 1));

    assertThat(answer.refused("countersignBill")).isEmpty();
    JsonNode bill = answer.data("countersignBill.bill");
    assertThat(bill.path("status").asText()).isEqualTo("RECORDED");
    assertThat(bill.path("version").asInt()).isEqualTo(2);
    assertThat(bill.path("debts").findValuesAsText("status")).containsExactly("OPEN", "OPEN");
    assertThat(bill.path("history").findValuesAsText("status"))
        .containsExactly("PROPOSED", "RECORDED");
    assertThat(bill.path("history").findValuesAsText("name")).containsExactly("Ana", "Ben");
  }

  @Test
  void aDiscardedProposalCannotBeCountersigned() {
    TestGroup group = groups.group("Ana", "Ben");
    Map<String, Object> billId =
        Map.of(
            "billId",
            groups
                .bill(group.member(0), with(equal(group, "9.00"), "isProposal", true))
                .path("id")
                .asText());

    assertThat(groups.decide(group.member(1), "discardBill", billId).refused("discardBill"))
        .isEmpty();

    assertThat(groups.decide(group.member(0), "countersignBill", billId).refused("countersignBill"))
        .containsExactly("ILLEGAL_TRANSITION input.billId");
    assertThat(groups.decide(group.member(0), "voidBill", billId).refused("voidBill"))
        .containsExactly("ILLEGAL_TRANSITION input.billId");
  }

  @Test
  void anotherVersionThanTheOneReadIsRefused() {
    TestGroup group = groups.group("Ana", "Ben");
    String id =
        groups
            .bill(group.member(0), with(equal(group, "9.00"), "isProposal", true))
            .path("id")
            .asText();

    Api.Answer answer =
        groups.decide(
            group.member(1), "countersignBill", Map.of("billId", id, "expectedVersion", 7));

    assertThat(answer.refused("countersignBill"))
        .containsExactly("STALE_VERSION input.expectedVersion");
    assertThat(answer.data("countersignBill.userErrors.0.currentVersion").asInt()).isEqualTo(1);
  }

  @Test
  void aBillIsTakenBackOnlyWhileNothingWasPaidAndByWhoRecordedOrPaid() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    JsonNode first = groups.bill(group.member(0), equal(group, "30.00"));
    JsonNode second = groups.bill(group.member(0), equal(group, "60.00"));
    Map<String, Object> firstId = Map.of("billId", first.path("id").asText());
    Map<String, Object> secondId = Map.of("billId", second.path("id").asText());
    groups.settle(
        group.member(0),
        Map.of("debts", List.of(Map.of("debtId", second.at("/debts/0/id").asText()))));

    assertThat(groups.decide(group.member(1), "voidBill", firstId).refused("voidBill"))
        .containsExactly("NOT_ALLOWED input.billId");
    assertThat(groups.decide(group.member(0), "voidBill", secondId).refused("voidBill"))
        .containsExactly("NOT_ALLOWED input.billId");
    JsonNode voided = groups.decide(group.member(0), "voidBill", firstId).data("voidBill.bill");
    assertThat(voided.path("status").asText()).isEqualTo("VOIDED");
    assertThat(voided.path("debts").findValuesAsText("status")).containsExactly("VOIDED", "VOIDED");
    assertThat(
            amounts(
                groups
                    .query(
                        group.member(2),
                        """
                        { balances(chatId: "%s") { balances { member { name } amount { amount } } } }
                        """
                            .formatted(group.id()))
                    .data("balances.balances"),
                "member"))
        .containsExactly("Ana 20.00", "Cy -20.00");
  }

  @Test
  void itemsBearTaxAndTipInProportion() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    String ana = group.ids().get(0);
    String ben = group.ids().get(1);
    String cy = group.ids().get(2);

    JsonNode bill =
        groups.bill(
            group.member(0),
            input(
                group,
                Map.of(
                    "items",
                    Map.of(
                        "items",
                        List.of(
                            Map.of("name", "Steak", "amount", Map.of("amount", "30.00")),
                            Map.of("name", "Salad", "amount", Map.of("amount", "12.50")),
                            Map.of("name", "Wine", "amount", Map.of("amount", "25.00"))),
                        "charges",
                        Map.of("tax", Map.of("amount", "5.99"), "tip", Map.of("amount", "12.15")))),
                Map.of(
                    "byItem",
                    List.of(
                        Map.of(
                            "item",
                            2,
                            "takers",
                            List.of(
                                Map.of("memberId", ana, "shares", "2"), Map.of("memberId", cy))),
                        Map.of("item", 0, "takers", List.of(Map.of("memberId", ana))),
                        Map.of("item", 1, "takers", List.of(Map.of("memberId", ben))))),
                group.ids()));

    // 67.50 of items and 18.14 of charges: Ana has 46.67 and 140/3 / 67.5 of the charges.
    assertThat(bill.at("/total/amount").asText()).isEqualTo("85.64");
    assertThat(amounts(bill.path("shares"), "member"))
        .containsExactly("Ana 59.21", "Ben 15.86", "Cy 10.57");
    assertThat(bill.at("/shares/0/parts").findValuesAsText("kind"))
        .containsExactly("ITEMS", "EXTRAS");
    assertThat(bill.at("/items").findValuesAsText("kind"))
        .containsExactly("ITEM", "ITEM", "ITEM", "TAX", "TIP");
    assertThat(bill.at("/items/2/takers").findValuesAsText("name")).containsExactly("Ana", "Cy");
    assertThat(amounts(bill.path("debts"), "debtor")).containsExactly("Ben 15.86", "Cy 10.57");
  }

  /** Fields of an input that is right without them, and how it is refused. */
  record Mistake(Map<String, ?> fields, List<String> refusals) {}

  private static Mistake mistake(String field, Object value, String refusal) {
    return mistake(Map.of(field, value), refusal);
  }

  private static Mistake mistake(Map<String, ?> fields, String... refusals) {
    return new Mistake(fields, List.of(refusals));
  }

  @SafeVarargs
  private static Map<String, Object> items(Map<String, Object>... items) {
    return Map.of("items", Map.of("items", List.of(items)));
  }

  static Stream<Mistake> mistakes() {
    String stranger = "01900000-0000-7000-8000-000000000001";
    Map<String, Object> twoItems =
        items(
            Map.of("amount", Map.of("amount", "3.00")), Map.of("amount", Map.of("amount", "4.00")));
    return Stream.of(
        mistake("memberIds", List.of(), "INVALID_INPUT input.memberIds"),
        mistake("memberIds", List.of("0", "0"), "INVALID_INPUT input.memberIds.1"),
        mistake("memberIds", List.of("0", stranger), "NOT_FOUND input.memberIds.1"),
        mistake("memberIds", List.of("x"), "NOT_FOUND input.memberIds.0"),
        mistake("payerId", stranger, "NOT_FOUND input.payerId"),
        mistake("chatId", stranger, "NOT_FOUND input.chatId"),
        mistake("memberIds", Collections.nCopies(201, "0"), "INVALID_INPUT input.memberIds"),
        mistake(
            Map.of("payerId", stranger, "memberIds", List.of("0", stranger)),
            "NOT_FOUND input.payerId",
            "NOT_FOUND input.memberIds.1"),
        mistake(
            "amount",
            items(
                Map.of("amount", Map.of("amount", "3.00")),
                Map.of("name", "x".repeat(501), "amount", Map.of("amount", "4.00"))),
            "INVALID_INPUT input.amount.items.items.1.name"),
        mistake(
            "amount",
            items(
                Map.of("amount", Map.of("amount", "999999999999.99")),
                Map.of("amount", Map.of("amount", "999999999999.99"))),
            "INVALID_INPUT input.amount.items"),
        mistake(
            "rule",
            Map.of(
                "byWeight",
                List.of(
                    Map.of("memberId", "0", "weight", "1"),
                    Map.of("memberId", "0", "weight", "2"))),
            "INVALID_INPUT input.rule.byWeight.1.memberId"),
        mistake(
            Map.of(
                "amount",
                twoItems,
                "rule",
                Map.of(
                    "byItem",
                    List.of(
                        Map.of("item", 1, "takers", List.of(Map.of("memberId", "0"))),
                        Map.of(
                            "item",
                            0,
                            "takers",
                            List.of(
                                Map.of("memberId", "0"),
                                Map.of("memberId", "1", "shares", "-1")))))),
            "INVALID_INPUT input.rule.byItem.1.takers.1.shares"),
        mistake("title", "  ", "INVALID_INPUT input.title"),
        mistake("title", "x".repeat(201), "INVALID_INPUT input.title"),
        mistake(
            "amount",
            Map.of("typed", Map.of("amount", "10.005")),
            "INVALID_INPUT input.amount.typed.amount"),
        mistake(
            "amount",
            Map.of("typed", Map.of("amount", "0")),
            "INVALID_INPUT input.amount.typed.amount"),
        mistake(
            "amount",
            Map.of("typed", Map.of("amount", "-1")),
            "INVALID_INPUT input.amount.typed.amount"),
        mistake(
            "amount",
            Map.of("typed", Map.of("amount", "1", "currency", "XYZ")),
            "INVALID_INPUT input.amount.typed.currency"),
        mistake("amount", Map.of("purchaseId", stranger), "NOT_FOUND input.amount.purchaseId"),
        mistake(
            "amount",
            Map.of("bankTransactionId", stranger),
            "NOT_FOUND input.amount.bankTransactionId"),
        mistake(
            "amount",
            Map.of("items", Map.of("items", List.of())),
            "INVALID_INPUT input.amount.items.items"),
        mistake(
            "amount",
            Map.of(
                "items",
                Map.of(
                    "items",
                    List.of(
                        Map.of("amount", Map.of("amount", "3.00")),
                        Map.of("amount", Map.of("amount", "4", "currency", "EUR"))))),
            "INVALID_INPUT input.amount.items.items.1.amount.currency"),
        mistake(
            "amount",
            Map.of(
                "items",
                Map.of(
                    "items",
                    List.of(Map.of("amount", Map.of("amount", "3.00"))),
                    "charges",
                    Map.of("discount", Map.of("amount", "3.01")))),
            "INVALID_INPUT input.amount.items.charges.discount.amount"),
        mistake(
            "rule",
            Map.of("byWeight", List.of(Map.of("memberId", "0", "weight", "1"))),
            "INVALID_INPUT input.memberIds.1"),
        mistake(
            "rule",
            Map.of(
                "byWeight",
                List.of(
                    Map.of("memberId", "0", "weight", "1"),
                    Map.of("memberId", "1", "weight", "-1"))),
            "INVALID_INPUT input.rule.byWeight.1.weight"),
        mistake(
            "rule",
            Map.of(
                "byWeight",
                List.of(
                    Map.of("memberId", "0", "weight", "0"),
                    Map.of("memberId", "1", "weight", "0"))),
            "INVALID_INPUT input.rule.byWeight"),
        mistake(
            "rule",
            Map.of("byWeight", List.of(Map.of("memberId", stranger, "weight", "1"))),
            "INVALID_INPUT input.rule.byWeight.0.memberId"),
        mistake(
            "rule",
            Map.of(
                "byItem", List.of(Map.of("item", 0, "takers", List.of(Map.of("memberId", "0"))))),
            "INVALID_INPUT input.rule.byItem"),
        mistake(
            Map.of(
                "amount",
                twoItems,
                "rule",
                Map.of(
                    "byItem",
                    List.of(Map.of("item", 1, "takers", List.of(Map.of("memberId", "0")))))),
            "INVALID_INPUT input.rule.byItem"),
        mistake(
            Map.of(
                "amount",
                twoItems,
                "rule",
                Map.of(
                    "byItem",
                    List.of(
                        Map.of("item", 1, "takers", List.of(Map.of("memberId", "0"))),
                        Map.of("item", 0, "takers", List.of(Map.of("memberId", stranger)))))),
            "INVALID_INPUT input.rule.byItem.1.takers.0.memberId"),
        mistake(
            Map.of(
                "amount",
                twoItems,
                "rule",
                Map.of(
                    "byItem",
                    List.of(
                        Map.of("item", 0, "takers", List.of(Map.of("memberId", "0"))),
                        Map.of(
                            "item",
                            1,
                            "takers",
                            List.of(Map.of("memberId", "0", "shares", "0")))))),
            "INVALID_INPUT input.rule.byItem.1.takers"),
        mistake(
            Map.of(
                "amount",
                twoItems,
                "rule",
                Map.of(
                    "byItem",
                    List.of(
                        Map.of("item", 0, "takers", List.of(Map.of("memberId", "0"))),
                        Map.of("item", 2, "takers", List.of(Map.of("memberId", "0")))))),
            "INVALID_INPUT input.rule.byItem.1.item"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeNamesItsPlaceInTheInput(Mistake mistake) {
    TestGroup group = groups.group("Ana", "Ben");
    Map<String, Object> input = equal(group, "10.00");
    for (Map.Entry<String, ?> field : mistake.fields().entrySet()) {
      input = with(input, field.getKey(), named(group, field.getValue()));
    }

    assertThat(groups.record(group.member(0), input).refused("recordBill"))
        .containsExactlyElementsOf(mistake.refusals());
  }

  /** The places of members as their ids. */
  private static Object named(TestGroup group, Object value) {
    return switch (value) {
      case String place when place.equals("0") || place.equals("1") ->
          group.ids().get(Integer.parseInt(place));
      case List<?> list -> list.stream().map(each -> named(group, each)).toList();
      case Map<?, ?> map -> {
        Map<String, Object> changed = new java.util.HashMap<>();
        map.forEach(
            (key, each) ->
                changed.put(
                    String.valueOf(key),
                    key.equals("memberId") || each instanceof List || each instanceof Map
                        ? named(group, each)
                        : each));
        yield changed;
      }
      default -> value;
    };
  }

  @Test
  void billsAreSharedInGroupsOnly() {
    TestGroup alone = groups.solo("Ana");

    assertThat(groups.record(alone.member(0), equal(alone, "10.00")).refused("recordBill"))
        .containsExactly("INVALID_INPUT input.chatId");
  }

  @Test
  void theSameKeyRecordsOnce() {
    TestGroup group = groups.group("Ana", "Ben");
    Map<String, Object> input = with(equal(group, "10.00"), "idempotencyKey", "k-" + group.id());

    String first = groups.bill(group.member(0), input).path("id").asText();
    String again = groups.bill(group.member(0), input).path("id").asText();

    assertThat(again).isEqualTo(first);
    assertThat(
            groups
                .query(
                    group.member(0),
                    "{ bills(filter: {chatId: \"%s\"}) { totalCount nodes { id } } }"
                        .formatted(group.id()))
                .data("bills.totalCount")
                .asInt())
        .isEqualTo(1);
    assertThat(groups.record(group.member(0), with(input, "title", "Lunch")).refused("recordBill"))
        .containsExactly("KEY_REUSED input.idempotencyKey");
  }

  @Test
  void aProposalWhoseSharerLeftCannotBeCountersigned() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    String id =
        groups
            .bill(group.member(0), with(equal(group, "9.00"), "isProposal", true))
            .path("id")
            .asText();
    groups.leave(group, group.member(2));

    assertThat(
            groups
                .decide(group.member(1), "countersignBill", Map.of("billId", id))
                .refused("countersignBill"))
        .containsExactly("ILLEGAL_TRANSITION input.billId");
    assertThat(
            groups
                .decide(group.member(1), "discardBill", Map.of("billId", id))
                .refused("discardBill"))
        .isEmpty();
  }
}
