package app.countersign.bill;

import static app.countersign.bill.TestGroups.equal;
import static app.countersign.bill.TestGroups.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.bill.TestGroups.TestGroup;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "settlements")
@Property(name = "testing.role-names-as-tokens", value = "true")
class SettlementsTest {
  private final TestGroups groups;
  private final Sql sql;

  SettlementsTest(TestGroups groups, Sql sql) {
    this.groups = groups;
    this.sql = sql;
  }

  private static Map<String, Object> debt(JsonNode bill, int place) {
    return Map.of("debtId", bill.at("/debts/" + place + "/id").asText());
  }

  private static Map<String, Object> part(JsonNode bill, int place, String amount) {
    return with(debt(bill, place), "amount", Map.of("amount", amount));
  }

  private static Map<String, Object> paid(Map<String, Object> debt) {
    return Map.of("debts", List.of(debt));
  }

  @Test
  void aPartLeavesTheRestOpenUntilItIsPaidToo() {
    TestGroup group = groups.group("Ana", "Ben");
    JsonNode bill = groups.bill(group.member(0), equal(group, "80.00"));

    JsonNode first =
        groups.settle(group.member(0), paid(part(bill, 0, "15.5"))).data("markSettled.debts.0");
    JsonNode second =
        groups.settle(group.member(0), paid(debt(bill, 0))).data("markSettled.debts.0");

    assertThat(first.path("status").asText()).isEqualTo("OPEN");
    assertThat(first.at("/open/amount").asText()).isEqualTo("24.50");
    assertThat(first.at("/settled/amount").asText()).isEqualTo("15.50");
    assertThat(second.path("status").asText()).isEqualTo("SETTLED");
    assertThat(second.at("/open/amount").asText()).isEqualTo("0.00");
    assertThat(second.path("version").asInt()).isEqualTo(3);
    assertThat(
            second
                .path("settlements")
                .valueStream()
                .map(paid -> paid.at("/amount/amount").asText()))
        .containsExactly("15.50", "24.50");
  }

  @Test
  void moreThanIsOwedIsRefusedAndNothingChanges() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    JsonNode bill = groups.bill(group.member(0), equal(group, "30.00"));

    Api.Answer answer =
        groups.settle(
            group.member(0), Map.of("debts", List.of(debt(bill, 0), part(bill, 1, "10.01"))));

    assertThat(answer.refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.debts.1.amount.amount");
    assertThat(open(group)).isEqualByComparingTo("20.00");
  }

  @Test
  void onlyTheOneWhoIsOwedMaySayThatItWasPaid() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    JsonNode bill = groups.bill(group.member(0), equal(group, "30.00"));

    assertThat(groups.settle(group.member(1), paid(debt(bill, 0))).refused("markSettled"))
        .containsExactly("NOT_ALLOWED input.paid.debts.0.debtId");
    assertThat(groups.settle(group.member(2), paid(debt(bill, 0))).refused("markSettled"))
        .containsExactly("NOT_ALLOWED input.paid.debts.0.debtId");
    assertThat(open(group)).isEqualByComparingTo("20.00");
  }

  @Test
  void mistakesNameTheirPlace() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    Actor ana = group.member(0);
    JsonNode bill = groups.bill(ana, equal(group, "30.00"));
    Map<String, Object> first = debt(bill, 0);

    assertThat(groups.settle(ana, Map.of("debts", List.of())).refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.debts");
    assertThat(groups.settle(ana, Map.of("debts", List.of(first, first))).refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.debts.1.debtId");
    assertThat(
            groups
                .settle(ana, paid(with(first, "amount", Map.of("amount", "1", "currency", "EUR"))))
                .refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.debts.0.amount.currency");
    assertThat(
            groups
                .settle(ana, paid(with(first, "amount", Map.of("amount", "0"))))
                .refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.debts.0.amount.amount");
    assertThat(groups.settle(ana, paid(with(first, "expectedVersion", 4))).refused("markSettled"))
        .containsExactly("STALE_VERSION input.paid.debts.0.expectedVersion");
    assertThat(
            groups
                .settle(ana, paid(Map.of("debtId", group.id().toString())))
                .refused("markSettled"))
        .containsExactly("NOT_FOUND input.paid.debts.0.debtId");
    assertThat(groups.settle(ana, byMember(group, "0", "USD")).refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.member.amount.amount");
    groups.settle(ana, paid(first));
    assertThat(groups.settle(ana, paid(first)).refused("markSettled"))
        .containsExactly("ILLEGAL_TRANSITION input.paid.debts.0.debtId");
  }

  @Test
  void whatAMemberPaidGoesToTheOldestDebtsFirst() {
    TestGroup group = groups.group("Ana", "Ben");
    Actor ana = group.member(0);
    groups.bill(ana, equal(group, "20.00"));
    groups.bill(ana, equal(group, "30.00"));
    groups.bill(ana, with(equal(group, "1"), "amount", euros("8.00")));

    Api.Answer paid = groups.settle(ana, byMember(group, "18.00", "USD"));
    Api.Answer tooMuch = groups.settle(ana, byMember(group, "7.01", "USD"));

    assertThat(paid.data("markSettled.debts").findValuesAsText("status"))
        .containsExactly("SETTLED", "OPEN");
    assertThat(paid.data("markSettled.debts.1").at("/open/amount").asText()).isEqualTo("7.00");
    assertThat(tooMuch.refused("markSettled"))
        .containsExactly("INVALID_INPUT input.paid.member.amount.amount");
    assertThat(open(group)).isEqualByComparingTo("11.00");
  }

  @Test
  void theSameKeySettlesAPartOnce() {
    TestGroup group = groups.group("Ana", "Ben");
    JsonNode bill = groups.bill(group.member(0), equal(group, "80.00"));
    String key = "settle-" + group.id();

    groups.settle(group.member(0), paid(part(bill, 0, "10.00")), key);
    groups.settle(group.member(0), paid(part(bill, 0, "10.00")), key);

    assertThat(open(group)).isEqualByComparingTo("30.00");
  }

  @Test
  void whoLeftKeepsTheBalanceAndIsStillPaid() {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    JsonNode bill = groups.bill(group.member(0), equal(group, "30.00"));
    groups.leave(group, group.member(0));

    JsonNode settleUp =
        groups
            .query(
                group.member(1),
                "{ settleUp(chatId: \"%s\") { transfers { from { name } to { name } amount { amount } } explanation } }"
                    .formatted(group.id()))
            .data("settleUp");
    assertThat(settleUp.path("transfers").findValuesAsText("name"))
        .containsExactly("Ben", "Ana", "Cy", "Ana");
    assertThat(settleUp.path("explanation").asText())
        .isEqualTo(
            "2 open debts come to 3 people with a balance, each the sum of what is owed to them"
                + " less what they owe; in each currency whoever owes most pays whoever is owed"
                + " most until all are even: 2 payments. Currencies are not converted.");
    assertThat(groups.settle(group.member(0), paid(debt(bill, 0))).refused("markSettled"))
        .isEmpty();
    assertThat(open(group)).isEqualByComparingTo("10.00");
  }

  @Test
  void oneOpenDebtIsToldInTheSingular() {
    TestGroup group = groups.group("Ana", "Ben");
    groups.bill(group.member(0), equal(group, "30.00"));

    assertThat(
            groups
                .query(
                    group.member(1),
                    "{ settleUp(chatId: \"%s\") { explanation } }".formatted(group.id()))
                .data("settleUp.explanation")
                .asText())
        .isEqualTo(
            "1 open debt comes to 2 people with a balance, each the sum of what is owed to them"
                + " less what they owe; in each currency whoever owes most pays whoever is owed"
                + " most until all are even: 1 payment. Currencies are not converted.");
  }

  @Test
  void fiftyWhoCountersignAtOnceRecordOnce() throws Exception {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    String id =
        groups
            .bill(group.member(0), with(equal(group, "90.00"), "isProposal", true))
            .path("id")
            .asText();

    List<Api.Answer> answers =
        AtOnce.run(
            50, () -> groups.decide(group.member(1), "countersignBill", Map.of("billId", id)));

    assertThat(answers.stream().filter(answer -> answer.refused("countersignBill").isEmpty()))
        .hasSize(1);
    assertThat(answers.stream().flatMap(answer -> answer.refused("countersignBill").stream()))
        .hasSize(49)
        .containsOnly("ILLEGAL_TRANSITION input.billId");
    assertThat(open(group)).isEqualByComparingTo("60.00");
  }

  @Test
  void fiftyWhoSettleAtOnceSettleOnce() throws Exception {
    TestGroup group = groups.group("Ana", "Ben");
    JsonNode bill = groups.bill(group.member(0), equal(group, "90.00"));

    List<Api.Answer> answers =
        AtOnce.run(50, () -> groups.settle(group.member(0), paid(debt(bill, 0))));

    assertThat(answers.stream().filter(answer -> answer.refused("markSettled").isEmpty()))
        .hasSize(1);
    assertThat(open(group)).isEqualByComparingTo("0");
    assertThat(settled(group)).isEqualByComparingTo("45.00");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void noInterleavingSettlesMoreThanIsOwed(long seed) throws Exception {
    Random random = new Random(seed);
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    Actor ana = group.member(0);
    JsonNode bill = groups.bill(ana, equal(group, "90.00"));
    List<Callable<Api.Answer>> works = new ArrayList<>();
    for (int each = 0; each < 30; each++) {
      works.add(random(random, group, bill));
    }

    List<Api.Answer> answers = AtOnce.run(works);

    assertThat(answers).as("seed %d", seed).allMatch(answer -> answer.errors().isEmpty());
    List<String> wrong =
        sql.list(
            """
            SELECT d.id FROM debt d JOIN bill b ON b.id = d.bill_id
            WHERE d.chat_id = ? AND (d.settled > d.amount OR d.settled <>
                (SELECT coalesce(sum(s.amount), 0) FROM settlement s WHERE s.debt_id = d.id)
              OR (d.status = 'VOIDED') <> (b.status = 'VOIDED')
              OR (d.status = 'VOIDED' AND d.settled > 0))
            """,
            row -> Rows.text(row, "id"),
            group.id());
    assertThat(wrong).as("seed %d", seed).isEmpty();
    boolean isTakenBack =
        answers.stream().anyMatch(answer -> answer.data("voidBill.bill").isObject());
    assertThat(settled(group).add(open(group)))
        .as("seed %d", seed)
        .isEqualByComparingTo(isTakenBack ? "0" : "60.00");
    assertThat(settled(group).signum() == 0).as("seed %d", seed).isEqualTo(isTakenBack);
  }

  private Callable<Api.Answer> random(Random random, TestGroup group, JsonNode bill) {
    Actor ana = group.member(0);
    String amount = (1 + random.nextInt(12)) + ".25";
    int place = random.nextInt(2);
    return switch (random.nextInt(6)) {
      case 0 -> () -> groups.settle(ana, paid(debt(bill, place)));
      case 1 -> () -> groups.decide(ana, "voidBill", Map.of("billId", bill.path("id").asText()));
      case 2 -> () -> groups.settle(ana, byMember(group, amount, "USD"));
      case 3 ->
          () ->
              groups.settle(
                  ana,
                  Map.of(
                      "debts", List.of(part(bill, place, "0.75"), part(bill, 1 - place, "0.75"))));
      default -> () -> groups.settle(ana, paid(part(bill, place, amount)));
    };
  }

  @Test
  void ofThoseWhoCountersignAndThoseWhoDiscardOneWins() throws Exception {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    Map<String, Object> id = proposal(group);
    List<Callable<Api.Answer>> works = new ArrayList<>();
    for (int each = 0; each < 24; each++) {
      Actor member = group.member(each % 3);
      String verb = each % 2 == 0 ? "countersignBill" : "discardBill";
      works.add(() -> groups.decide(member, verb, id));
    }

    List<Api.Answer> answers = AtOnce.run(works);

    assertThat(answers).allMatch(answer -> answer.errors().isEmpty());
    List<String> won = new ArrayList<>();
    answers.forEach(
        answer -> {
          won.addAll(answer.data("countersignBill.bill").findValuesAsText("version"));
          won.addAll(answer.data("discardBill.bill").findValuesAsText("version"));
        });
    assertThat(won).containsExactly("2");
    boolean isRecorded =
        answers.stream().anyMatch(answer -> answer.data("countersignBill.bill").isObject());
    assertThat(open(group)).isEqualByComparingTo(isRecorded ? "60.00" : "0");
  }

  @Test
  void whoLeavesWhileABillIsCountersignedIsChargedBeforeOrNotAtAll() throws Exception {
    for (int round = 0; round < 6; round++) {
      TestGroup group = groups.group("Ana", "Ben", "Cy");
      Map<String, Object> id = proposal(group);
      List<Callable<Api.Answer>> works = new ArrayList<>();
      for (int each = 0; each < 4; each++) {
        works.add(() -> groups.decide(group.member(1), "countersignBill", id));
      }
      works.add(
          () ->
              groups.query(
                  group.member(2),
                  "mutation { leaveGroup(input: {chatId: \"%s\"}) { userErrors { code path } } }"
                      .formatted(group.id())));

      List<Api.Answer> answers = AtOnce.run(works);

      assertThat(answers).allMatch(answer -> answer.errors().isEmpty());
      assertThat(answers.getLast().refused("leaveGroup")).isEmpty();
      long recorded =
          answers.stream().filter(answer -> answer.data("countersignBill.bill").isObject()).count();
      assertThat(recorded).isLessThanOrEqualTo(1);
      assertThat(open(group)).isEqualByComparingTo(recorded == 1 ? "60.00" : "0");
    }
  }

  private Map<String, Object> proposal(TestGroup group) {
    return Map.of(
        "billId",
        groups
            .bill(group.member(0), with(equal(group, "90.00"), "isProposal", true))
            .path("id")
            .asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE bill_share SET amount = amount + 0.01 WHERE bill_id = ?::uuid AND place = 0",
        "DELETE FROM bill_share WHERE bill_id = ?::uuid AND place = 1",
        "UPDATE bill SET total = total + 1 WHERE id = ?::uuid",
        "UPDATE bill_share SET currency = 'EUR' WHERE bill_id = ?::uuid",
        "UPDATE debt SET settled = amount + 1 WHERE bill_id = ?::uuid",
        "UPDATE debt SET settled = 1 WHERE bill_id = ?::uuid",
        "UPDATE debt SET amount = amount + 1 WHERE bill_id = ?::uuid",
        "DELETE FROM debt WHERE bill_id = ?::uuid",
        "UPDATE bill SET status = 'PROPOSED', recorded_by = NULL, recorded_at = NULL"
            + " WHERE id = ?::uuid",
        "UPDATE debt SET status = 'VOIDED' WHERE bill_id = ?::uuid",
        "UPDATE bill SET payer_id = gen_random_uuid() WHERE id = ?::uuid",
        "UPDATE bill_share SET member_id = (SELECT id FROM person WHERE name = 'Zed') WHERE bill_id"
            + " = ?::uuid AND place = 0"
      })
  void theDatabaseItselfRefusesWhatDoesNotAddUp(String change) {
    groups.solo("Zed");
    TestGroup group = groups.group("Ana", "Ben");
    JsonNode bill = groups.bill(group.member(0), equal(group, "90.00"));

    assertThatThrownBy(() -> sql.update(change, bill.path("id").asText()))
        .hasStackTraceContaining("ERROR");
  }

  private BigDecimal open(TestGroup group) {
    return sum(group, "sum(amount - settled) FILTER (WHERE status = 'OPEN')");
  }

  private BigDecimal settled(TestGroup group) {
    return sum(group, "sum(settled)");
  }

  private BigDecimal sum(TestGroup group, String expression) {
    return sql.list(
            "SELECT coalesce(%s, 0) AS sum FROM debt WHERE chat_id = ?".formatted(expression),
            row -> Rows.decimal(row, "sum"),
            group.id())
        .getFirst();
  }

  private static Map<String, Object> euros(String amount) {
    return Map.of("typed", Map.of("amount", amount, "currency", "EUR"));
  }

  private static Map<String, Object> byMember(TestGroup group, String amount, String currency) {
    Map<String, Object> member = new HashMap<>();
    member.put("chatId", group.id().toString());
    member.put("debtorId", group.ids().get(1));
    member.put("amount", Map.of("amount", amount, "currency", currency));
    return Map.of("member", member);
  }
}
