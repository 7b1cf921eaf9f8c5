package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotTransactions;
import app.countersign.platform.access.Actor;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation as anybody who may call it, and as everybody who may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchantAccessTest extends LinkedWorld {
  @Inject Api api;
  private Actor owner;
  private Actor stranger;
  private UUID account;
  private UUID purchase;

  /**
   * An operation.
   *
   * @param field of the answer
   * @param stranger what a stranger is told: a refusal, or what stands at the field
   */
  private record Operation(String field, String document, String stranger) {}

  @BeforeAll
  void somethingToSee() {
    owner = customers.named("Owner of Links");
    stranger = customers.named("Stranger to Links");
    knot.account(owner.id(), 19, "DoorDash", "connected");
    knot.log(
        owner.id(),
        19,
        List.of(
            KnotTransactions.simple(
                new UUID(5, 5), "2026-03-01T10:00:00Z", "DELIVERED", "30.00", "4242")));
    account = linked(owner.id(), 19);
    sync.sync(account);
    purchase = purchases.latest(owner.id(), 1).getFirst().id();
    api.call(
        TestCustomers.token(owner),
        "mutation ($input: StartLinkingInput!) { startLinking(input: $input) { sessionToken } }",
        Map.of());
  }

  private static Stream<Operation> operations() {
    return Stream.of(
        new Operation("merchants", "{ merchants { nodes { id } } }", null),
        new Operation("linkedAccounts", "{ linkedAccounts { nodes { id } } }", "{\"nodes\":[]}"),
        new Operation("purchases", "{ purchases { nodes { id } } }", "{\"nodes\":[]}"),
        new Operation("purchase", "{ purchase(id: \"PURCHASE\") { id } }", "null"),
        new Operation("node", "{ node(id: \"PURCHASE\") { id } }", "null"),
        new Operation("node", "{ node(id: \"ACCOUNT\") { id } }", "null"),
        mutation("startLinking", "{}", null),
        mutation(
            "extendLinking",
            "{sessionToken: \"session-of-OWNER\"}",
            "NOT_FOUND input.sessionToken"),
        mutation(
            "syncPurchases", "{linkedAccountId: \"ACCOUNT\"}", "NOT_FOUND input.linkedAccountId"),
        mutation("refreshLinkedAccounts", "{}", null),
        mutation(
            "importOrders",
            "{file: {orders: \"Order Date,Title,Purchase Price Per Unit,Quantity,Item Subtotal,Item"
                + " Subtotal Tax,Item Total,Currency\"}}",
            null),
        mutation(
            "unlinkAccount",
            "{linkedAccountId: \"ACCOUNT\", purchases: KEEP}",
            "NOT_FOUND input.linkedAccountId"));
  }

  private static Operation mutation(String name, String input, String stranger) {
    return new Operation(
        name,
        "mutation { %s(input: %s) { userErrors { code path } } }".formatted(name, input),
        stranger);
  }

  private Api.Answer ask(String token, Operation operation) {
    return api.query(
        token,
        operation
            .document()
            .replace("PURCHASE", purchase.toString())
            .replace("ACCOUNT", account.toString())
            .replace("OWNER", owner.id().toString()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyButCustomersMayCallIt(Operation operation) {
    assertThat(ask(null, operation).errors()).containsExactly("UNAUTHENTICATED");
    for (String role : List.of("ANALYST", "OPERATOR", "SENIOR_OPERATOR", "ADMIN")) {
      Api.Answer answer = ask(role, operation);
      if (operation.field().equals("node")) {
        assertThat(answer.data("node").isNull()).isTrue();
      } else {
        assertThat(answer.errors()).as(role).containsExactly("FORBIDDEN");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aStrangersThingsAreAbsent(Operation operation) {
    Api.Answer answer = ask(TestCustomers.token(stranger), operation);

    assertThat(answer.errors()).isEmpty();
    if (operation.document().startsWith("mutation")) {
      assertThat(answer.refused(operation.field()))
          .isEqualTo(operation.stranger() == null ? List.of() : List.of(operation.stranger()));
    } else if (operation.stranger() != null) {
      assertThat(answer.data(operation.field()).toString()).isEqualTo(operation.stranger());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theOwnerMay(Operation operation) {
    if (operation.field().equals("unlinkAccount")) {
      return;
    }
    Api.Answer answer = ask(TestCustomers.token(owner), operation);

    assertThat(answer.errors()).isEmpty();
    JsonNode field = answer.data(operation.field());
    if (operation.document().startsWith("mutation")) {
      assertThat(answer.refused(operation.field())).isEmpty();
    } else {
      assertThat(field.toString()).contains("id");
    }
  }

  @Test
  void unlinkingTellsTheOtherSideAndKeepsOrRemoves() {
    Actor leaving = customers.named("Leaving");
    knot.account(leaving.id(), 19, "DoorDash", "connected");
    knot.log(
        leaving.id(),
        19,
        List.of(
            KnotTransactions.simple(
                new UUID(6, 6), "2026-03-01T10:00:00Z", "DELIVERED", "30.00", "4242")));
    UUID own = linked(leaving.id(), 19);
    sync.sync(own);
    String unlink =
        """
        mutation ($input: UnlinkAccountInput!) { unlinkAccount(input: $input) {
          linkedAccount { status purchaseCount version } userErrors { code path currentVersion } } }
        """;
    String token = TestCustomers.token(leaving);

    Api.Answer stale =
        api.call(
            token,
            unlink,
            Map.of("linkedAccountId", own, "purchases", "KEEP", "expectedVersion", 9));
    long told = knot.asked("/accounts/unlink");
    knot.before(question -> app.countersign.knot.KnotServer.json(503, "{}"));
    Api.Answer down = api.call(token, unlink, Map.of("linkedAccountId", own, "purchases", "KEEP"));
    knot.before(question -> null);
    Api.Answer kept = api.call(token, unlink, Map.of("linkedAccountId", own, "purchases", "KEEP"));

    assertThat(stale.refusals("unlinkAccount")).containsExactly("STALE_VERSION");
    assertThat(down.errors()).containsExactly("UNAVAILABLE");
    assertThat(kept.data("unlinkAccount.linkedAccount").toString())
        .isEqualTo("{\"status\":\"DISCONNECTED\",\"purchaseCount\":1,\"version\":2}");
    assertThat(knot.asked("/accounts/unlink")).isEqualTo(told + 2);

    Api.Answer removed =
        api.call(token, unlink, Map.of("linkedAccountId", own, "purchases", "REMOVE"));

    assertThat(removed.data("unlinkAccount.linkedAccount.purchaseCount").intValue()).isZero();
    assertThat(knot.asked("/accounts/unlink")).isEqualTo(told + 2);
    assertThat(
            sql.list(
                "SELECT id FROM ledger_transaction WHERE user_id = ?",
                row -> row.getString("id"),
                leaving.id().toString()))
        .isEmpty();
    assertThat(
            api.call(
                    token,
                    "mutation ($input: SyncPurchasesInput!) {"
                        + " syncPurchases(input: $input) { userErrors { code path } } }",
                    Map.of("linkedAccountId", own))
                .refused("syncPurchases"))
        .containsExactly("ILLEGAL_TRANSITION input.linkedAccountId");
  }
}
