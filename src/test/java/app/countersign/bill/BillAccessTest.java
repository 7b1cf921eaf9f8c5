package app.countersign.bill;

import static app.countersign.bill.TestGroups.equal;
import static app.countersign.bill.TestGroups.with;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.bill.TestGroups.TestGroup;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what with bills: each operation for everybody there is. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "bill_access")
@Property(name = "testing.role-names-as-tokens", value = "true")
class BillAccessTest {
  private static final List<String> CALLERS =
      List.of("anonymous", "operator", "stranger", "former", "member", "payer", "debtor");

  private final TestGroups groups;
  private final TestCustomers customers;
  private final Api api;
  private final Sql sql;

  BillAccessTest(TestGroups groups, TestCustomers customers, Api api, Sql sql) {
    this.groups = groups;
    this.customers = customers;
    this.api = api;
    this.sql = sql;
  }

  /** What each of {@link #CALLERS} gets, in their order; a member has no part in the bill. */
  static Stream<Arguments> operations() {
    String closed = "UNAUTHENTICATED, FORBIDDEN, ";
    return Stream.of(
        Arguments.of("bill", closed + "null, null, there, there, there"),
        Arguments.of(
            "node", closed.replace("FORBIDDEN", "null") + "null, null, there, there, there"),
        Arguments.of("bills", closed + "0, 0, 1, 1, 1"),
        Arguments.of("debts", closed + "0, 0, 1, 1, 1"),
        Arguments.of(
            "debtNode", closed.replace("FORBIDDEN", "null") + "null, null, there, there, there"),
        Arguments.of("balances", closed + "null, null, there, there, there"),
        Arguments.of("settleUp", closed + "null, null, there, there, there"),
        Arguments.of(
            "recordBill",
            closed + "NOT_FOUND input.chatId, NOT_FOUND input.chatId, done, done, done"),
        Arguments.of(
            "countersignBill",
            closed + "NOT_FOUND input.billId, NOT_FOUND input.billId, done, done, done"),
        Arguments.of(
            "discardBill",
            closed + "NOT_FOUND input.billId, NOT_FOUND input.billId, done, done, done"),
        Arguments.of(
            "voidBill",
            closed
                + "NOT_FOUND input.billId, NOT_FOUND input.billId, NOT_ALLOWED input.billId, done,"
                + " NOT_ALLOWED input.billId"),
        Arguments.of(
            "markSettled",
            closed
                + "NOT_FOUND input.paid.debts.0.debtId, NOT_FOUND input.paid.debts.0.debtId,"
                + " NOT_ALLOWED input.paid.debts.0.debtId, done, NOT_ALLOWED"
                + " input.paid.debts.0.debtId"),
        Arguments.of(
            "markSettledByMember",
            closed
                + "NOT_FOUND input.paid.member.chatId, NOT_FOUND input.paid.member.chatId,"
                + " INVALID_INPUT input.paid.member.amount.amount, done, INVALID_INPUT"
                + " input.paid.member.amount.amount"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachSeesAndDoesOnlyWhatIsTheirs(String operation, String expected) {
    List<String> got = new ArrayList<>();
    for (String caller : CALLERS) {
      got.add(outcome(operation, caller));
    }

    assertThat(String.join(", ", got)).isEqualTo(expected);
  }

  private String outcome(String operation, String caller) {
    TestGroup group = groups.group("Paula", "Dan", "Mia", "Fred");
    groups.leave(group, group.member(3));
    List<String> sharers = group.ids().subList(0, 2);
    boolean isProposed = operation.equals("countersignBill") || operation.equals("discardBill");
    Map<String, Object> input = with(equal(group, "20.00"), "memberIds", sharers);
    JsonNode bill = groups.bill(group.member(0), with(input, "isProposal", isProposed));
    String billId = bill.path("id").asText();
    String debtId = bill.at("/debts/0/id").asText();
    String token = token(caller, group);
    long before = rows();
    Api.Answer answer =
        switch (operation) {
          case "bill" -> api.query(token, "{ bill(id: \"%s\") { id } }".formatted(billId));
          case "node" -> api.query(token, "{ node(id: \"%s\") { id } }".formatted(billId));
          case "debtNode" -> api.query(token, "{ node(id: \"%s\") { id } }".formatted(debtId));
          case "bills", "debts" ->
              api.query(
                  token,
                  "{ %s(filter: {chatId: \"%s\"}) { totalCount nodes { id } } }"
                      .formatted(operation, group.id()));
          case "balances", "settleUp" ->
              api.query(
                  token, "{ %s(chatId: \"%s\") { chatId } }".formatted(operation, group.id()));
          case "recordBill" -> api.call(token, TestGroups.SPLIT, input);
          case "markSettled" -> settle(token, Map.of("debts", List.of(Map.of("debtId", debtId))));
          case "markSettledByMember" ->
              settle(
                  token,
                  Map.of(
                      "member",
                      Map.of(
                          "chatId",
                          group.id().toString(),
                          "debtorId",
                          group.ids().get(1),
                          "amount",
                          Map.of("amount", "10.00"))));
          default -> decide(token, operation, billId);
        };
    String outcome = read(operation, answer);
    if (!outcome.equals("done")) {
      assertThat(rows()).as("%s as %s", operation, caller).isEqualTo(before);
    }
    return outcome;
  }

  private static String read(String operation, Api.Answer answer) {
    if (!answer.errors().isEmpty()) {
      return answer.errors().getFirst();
    }
    String field =
        switch (operation) {
          case "debtNode" -> "node";
          case "markSettledByMember" -> "markSettled";
          default -> operation;
        };
    JsonNode data = answer.data(field);
    if (data.has("totalCount")) {
      return data.path("totalCount").asText();
    }
    if (data.has("userErrors")) {
      List<String> refused = answer.refused(field);
      return refused.isEmpty() ? "done" : String.join("; ", refused);
    }
    return data.isObject() ? "there" : "null";
  }

  /** Whatever changes, changes this. */
  private long rows() {
    return sql.list(
            """
            SELECT (SELECT count(*) FROM bill_change) + (SELECT count(*) FROM settlement)
              + (SELECT count(*) FROM audit_entry) AS rows
            """,
            row -> row.getLong("rows"))
        .getFirst();
  }

  private Api.Answer settle(@Nullable String token, Map<String, ?> paid) {
    return api.call(
        token,
        """
        mutation ($input: MarkSettledInput!) {
          markSettled(input: $input) { debts { id } userErrors { code path } }
        }
        """,
        Map.of("paid", paid));
  }

  private Api.Answer decide(@Nullable String token, String verb, String billId) {
    String type = Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "Input";
    return api.call(
        token,
        """
        mutation ($input: %s!) {
          %s(input: $input) { bill { id } userErrors { code path } }
        }
        """
            .formatted(type, verb),
        Map.of("billId", billId));
  }

  private @Nullable String token(String caller, TestGroup group) {
    return switch (caller) {
      case "anonymous" -> null;
      case "operator" -> "ADMIN";
      case "stranger" -> TestCustomers.token(customers.named("Stella"));
      case "former" -> TestCustomers.token(group.member(3));
      case "member" -> TestCustomers.token(group.member(2));
      case "payer" -> TestCustomers.token(group.member(0));
      default -> TestCustomers.token(group.member(1));
    };
  }

  @Test
  void whoLeftStillSeesWhatTheyHaveAPartIn() {
    TestGroup group = groups.group("Paula", "Dan", "Mia");
    JsonNode shared = groups.bill(group.member(0), equal(group, "30.00"));
    groups.bill(
        group.member(0), with(equal(group, "5.00"), "memberIds", group.ids().subList(0, 2)));
    groups.leave(group, group.member(2));

    JsonNode data =
        groups
            .query(
                group.member(2),
                """
                { bills(filter: {chatId: "%1$s"}) { nodes { id viewerCan { takeBack { allowed } } } }
                  debts(filter: {chatId: "%1$s"}) { nodes { debtor { name } } } }
                """
                    .formatted(group.id()))
            .data("");

    assertThat(data.at("/bills/nodes").findValuesAsText("id"))
        .containsExactly(shared.path("id").asText());
    assertThat(data.at("/debts/nodes").findValuesAsText("name")).containsExactly("Mia");
    assertThat(data.at("/bills/nodes/0/viewerCan/takeBack/allowed").asBoolean()).isFalse();
  }

  @Test
  void listsArePagedNewestFirstAndFiltered() {
    TestGroup group = groups.group("Pia", "Dirk");
    List<String> ids = new ArrayList<>();
    for (int each = 0; each < 5; each++) {
      ids.add(
          groups
              .bill(
                  group.member(0), with(equal(group, "2" + each + ".00"), "isProposal", each == 2))
              .path("id")
              .asText());
    }
    String all = "{ bills(first: 2%s) { totalCount pageInfo { endCursor } nodes { id } } }";

    JsonNode first = groups.query(group.member(1), all.formatted("")).data("bills");
    String after = ", after: \"%s\"".formatted(first.at("/pageInfo/endCursor").asText());
    JsonNode second = groups.query(group.member(1), all.formatted(after)).data("bills");

    assertThat(first.path("totalCount").asInt()).isEqualTo(5);
    assertThat(first.path("nodes").findValuesAsText("id")).containsExactly(ids.get(4), ids.get(3));
    assertThat(second.path("nodes").findValuesAsText("id")).containsExactly(ids.get(2), ids.get(1));
    assertThat(
            groups
                .query(group.member(1), "{ bills(filter: {status: [PROPOSED]}) { nodes { id } } }")
                .data("bills.nodes")
                .findValuesAsText("id"))
        .containsExactly(ids.get(2));
    assertThat(
            groups
                .query(
                    group.member(1),
                    "{ debts(filter: {status: [OPEN], debtorId: \"%s\", currency: \"USD\"}) { totalCount } }"
                        .formatted(group.ids().get(1)))
                .data("debts.totalCount")
                .asInt())
        .isEqualTo(4);
    assertThat(
            groups
                .query(group.member(1), "{ debts(filter: {status: []}) { totalCount } }")
                .data("debts.totalCount")
                .asInt())
        .isZero();
  }

  @Test
  void aChatShowsItsBillsAndBalances() {
    TestGroup group = groups.group("Petra", "Dora");
    groups.bill(group.member(0), equal(group, "9.00"));

    JsonNode chat =
        groups
            .query(
                group.member(1),
                """
                { node(id: "%s") { ... on Chat {
                    bills { totalCount nodes { total { amount } } }
                    balances { balances { member { name } amount { amount } } } } } }
                """
                    .formatted(group.id()))
            .data("node");

    assertThat(chat.at("/bills/totalCount").asInt()).isEqualTo(1);
    assertThat(TestGroups.amounts(chat.at("/balances/balances"), "member"))
        .containsExactly("Petra 4.50", "Dora -4.50");
  }

  @Test
  void aListOfManyBillsTakesAFixedNumberOfStatements() {
    TestGroup few = groups.group("Quin", "Rob");
    TestGroup many = groups.group("Quin", "Rob");
    groups.bill(few.member(0), equal(few, "9.00"));
    for (int each = 0; each < 8; each++) {
      groups.bill(many.member(0), equal(many, "9.00"));
    }

    assertThat(statements(many)).isEqualTo(statements(few)).isLessThanOrEqualTo(10);
  }

  private int statements(TestGroup group) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("chatId", group.id().toString());
    return api.statements(
            group.member(0),
            """
            query ($chatId: ID!) {
              bills(filter: {chatId: $chatId}) { nodes {
                payer { name } proposedBy { name } recordedBy { name } viewerCan { takeBack { reason } }
                shares { member { name } } items { name } history { changedBy { name } }
                debts { debtor { name } creditor { name } settlements { id } } } } }
            """,
            variables)
        .size();
  }
}
