package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.TestSpending;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "cards")
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.test.clock", value = "true")
@Property(name = "countersign.cards.most-cards", value = "12")
class CardsTest {
  private static final String CARD =
      "card { id productId product { name } nickname lastFour creditLimit { amount currency }"
          + " balance { amount } utilizationPct openedOn accountId version }";
  private static final String ADD =
      "mutation ($input: AddCardInput!) { addCard(input: $input) { %s userErrors { code path } } }"
          .formatted(CARD);
  private static final String UPDATE =
      ("mutation ($input: UpdateCardInput!) { updateCard(input: $input)"
              + " { %s userErrors { code path currentVersion } } }")
          .formatted(CARD);
  private static final String REMOVE =
      "mutation ($input: RemoveCardInput!) { removeCard(input: $input)"
          + " { cardId userErrors { code path } } }";

  @Inject Api api;
  @Inject TestCustomers customers;
  @Inject TestSpending spending;
  @Inject Sql sql;

  private Api.Answer add(Actor owner, Map<String, ?> input) {
    return api.call(TestCustomers.token(owner), ADD, input);
  }

  private String added(Actor owner, Map<String, ?> input) {
    Api.Answer answer = add(owner, input);
    assertThat(answer.refused("addCard")).isEmpty();
    return answer.data("addCard.card.id").asText();
  }

  private JsonNode uses(Actor owner) {
    return api.query(
            TestCustomers.token(owner),
            "{ cards { nodes { capUses { startsOn used { amount } left { amount } unknownBecause"
                + " rate { ratePct } } } } }")
        .data("cards.nodes.0.capUses");
  }

  @Test
  void aCardIsAddedChangedAndRemoved() {
    Actor ana = customers.named("Cards Ana");
    UUID account = spending.account(ana, AccountType.CREDIT, "4421", "250.00", "1000.00");

    Api.Answer added =
        add(
            ana,
            Map.of(
                "productId", "tovalin_pantry",
                "nickname", " Groceries ",
                "lastFour", "4421",
                "openedOn", "2024-03-10",
                "accountId", account.toString()));

    JsonNode card = added.data("addCard.card");
    assertThat(card.path("product").path("name").asText()).isEqualTo("Tovalin Pantry");
    assertThat(card.path("nickname").asText()).isEqualTo("Groceries");
    assertThat(card.path("creditLimit").path("amount").asText()).isEqualTo("1000.00");
    assertThat(card.path("balance").path("amount").asText()).isEqualTo("250.00");
    assertThat(card.path("utilizationPct").asText()).isEqualTo("25.0");

    String id = card.path("id").asText();
    Map<String, Object> change = new java.util.HashMap<>(Map.of("cardId", id));
    change.put("nickname", null);
    change.put("creditLimit", Map.of("amount", "500"));
    change.put("expectedVersion", 1);
    Api.Answer changed = api.call(TestCustomers.token(ana), UPDATE, change);
    assertThat(changed.data("updateCard.card.nickname").isNull()).isTrue();
    assertThat(changed.data("updateCard.card.lastFour").asText()).isEqualTo("4421");
    assertThat(changed.data("updateCard.card.utilizationPct").asText()).isEqualTo("50.0");
    assertThat(changed.data("updateCard.card.version").asInt()).isEqualTo(2);

    Api.Answer stale = api.call(TestCustomers.token(ana), UPDATE, change);
    assertThat(stale.refused("updateCard")).containsExactly("STALE_VERSION input.expectedVersion");
    assertThat(stale.data("updateCard.userErrors.0.currentVersion").asInt()).isEqualTo(2);

    Api.Answer removed = api.call(TestCustomers.token(ana), REMOVE, Map.of("cardId", id));
    assertThat(removed.data("removeCard.cardId").asText()).isEqualTo(id);
    assertThat(
            sql.list(
                "SELECT action FROM audit_entry WHERE subject_type = 'Card' AND subject_id = ?"
                    + " ORDER BY sequence",
                row -> row.getString(1),
                id))
        .containsExactly("ADD", "UPDATE", "REMOVE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lastFour|123|INVALID_INPUT input.lastFour",
        "lastFour|12a4|INVALID_INPUT input.lastFour",
        "lastFour|4111111111111111|CARD_NUMBER_REFUSED input.lastFour",
        "nickname|4111 1111 1111 1111|CARD_NUMBER_REFUSED input.nickname",
        "productId|no_such_product|NOT_FOUND input.productId",
        "openedOn|1949-12-31|INVALID_INPUT input.openedOn",
        "openedOn|2026-03-04|INVALID_INPUT input.openedOn",
        "accountId|01a00000-0000-7000-8000-000000000000|NOT_FOUND input.accountId",
        "accountId|nonsense|NOT_FOUND input.accountId",
      })
  void whatACardCannotHaveIsRefused(String field, String value, String refusal) {
    Actor owner = customers.named("Cards Refused");
    Map<String, Object> input = new java.util.HashMap<>(Map.of("productId", "tovalin_plain"));
    input.put(field, value);

    assertThat(add(owner, input).refused("addCard")).containsExactly(refusal);
    assertThat(cardCount(owner)).isZero();
  }

  private int cardCount(Actor owner) {
    return sql.list("SELECT id FROM card WHERE owner_id = ?", row -> 1, owner.id()).size();
  }

  @Test
  void anAccountIsOnesOwnOfTheRightKindAndForOneCard() {
    Actor owner = customers.named("Cards Owner");
    Actor other = customers.named("Cards Other");
    UUID theirs = spending.account(other, AccountType.CREDIT, "1111", "0", "100");
    UUID checking = spending.account(owner, AccountType.DEPOSITORY, "2222", "0", null);
    UUID mine = spending.account(owner, AccountType.CREDIT, "3333", "0", "100");
    Map<String, String> base = Map.of("productId", "tovalin_plain");

    assertThat(add(owner, with(base, "accountId", theirs)).refused("addCard"))
        .containsExactly("NOT_FOUND input.accountId");
    assertThat(add(owner, with(base, "accountId", checking)).refused("addCard"))
        .containsExactly("INVALID_INPUT input.accountId");
    assertThat(
            add(owner, with(Map.of("productId", "oskelle_euro"), "accountId", mine))
                .refused("addCard"))
        .containsExactly("INVALID_INPUT input.accountId");
    added(owner, with(base, "accountId", mine));
    assertThat(add(owner, with(base, "accountId", mine)).refused("addCard"))
        .containsExactly("ALREADY_EXISTS input.accountId");
  }

  private static Map<String, Object> with(Map<String, ?> base, String field, Object value) {
    Map<String, Object> all = new java.util.HashMap<>(base);
    all.put(field, value.toString());
    return all;
  }

  @Test
  void aLimitIsAboveZeroAndInTheCardsCurrency() {
    Actor owner = customers.named("Cards Limit");

    for (Map<String, String> limit :
        List.of(
            Map.of("amount", "0"),
            Map.of("amount", "-5"),
            Map.of("amount", "1.005"),
            Map.of("amount", "5", "currency", "EUR"))) {
      Api.Answer answer = add(owner, Map.of("productId", "tovalin_plain", "creditLimit", limit));
      assertThat(answer.refusals("addCard")).as(limit.toString()).containsExactly("INVALID_INPUT");
    }
  }

  @Test
  void ofManyAtOnceNoMoreAreAddedThanThereMayBe() throws Exception {
    Actor owner = customers.named("Cards Many");
    List<Callable<List<String>>> calls = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      calls.add(() -> add(owner, Map.of("productId", "tovalin_plain")).refused("addCard"));
    }

    List<List<String>> answers = AtOnce.run(calls);

    assertThat(answers.stream().filter(List::isEmpty)).hasSize(12);
    assertThat(answers.stream().filter(answer -> !answer.isEmpty()))
        .allMatch(answer -> answer.equals(List.of("LIMIT_REACHED input")));
    assertThat(cardCount(owner)).isEqualTo(12);
  }

  @Test
  void theSameKeyAddsOneCard() {
    Actor owner = customers.named("Cards Key");
    Map<String, String> input = Map.of("productId", "tovalin_plain", "idempotencyKey", "once");

    String first = added(owner, input);
    String second = added(owner, input);

    assertThat(second).isEqualTo(first);
    assertThat(cardCount(owner)).isEqualTo(1);
  }

  @Test
  void aCapCountsTheAccountsRowsAndThePurchasesEachOnce() {
    Actor owner = customers.named("Cards Capped");
    UUID account = spending.account(owner, AccountType.CREDIT, "7777", "100", "5000");
    added(
        owner,
        Map.of(
            "productId", "quarrowfield_cart",
            "lastFour", "7777",
            "openedOn", "2024-02-01",
            "accountId", account.toString()));
    LocalDate today = LocalDate.of(2026, 3, 2);
    // Of the card year before.
    spending.row(
        owner, account, LocalDate.of(2026, 1, 31), "-999", "Amazon", TransactionCategory.SHOPPING);
    spending.row(
        owner, account, today.minusDays(20), "-200", "Amazon", TransactionCategory.SHOPPING);
    spending.row(owner, account, today.minusDays(19), "50", "AMAZON", TransactionCategory.REFUND);
    spending.row(owner, account, today.minusDays(1), "-8", "Starbucks", TransactionCategory.COFFEE);
    // Posted already, and not yet posted, and paid otherwise, and cancelled.
    spending.purchase(owner, at(today.minusDays(21)), "LINK", "A1", "Lamp", "200.00", "7777");
    spending.purchase(owner, at(today), "LINK", "A2", "Desk", "75.50", "7777");
    spending.purchase(owner, at(today), "LINK", "A3", "Chair", "60.00", "1234");
    UUID cancelled = spending.purchase(owner, at(today), "LINK", "A4", "Rug", "30", "7777");
    sql.update("UPDATE purchase SET status = 'CANCELLED' WHERE id = ?", cancelled);

    JsonNode use = uses(owner).path(0);

    assertThat(use.path("startsOn").asText()).isEqualTo("2026-02-01");
    assertThat(use.path("used").path("amount").asText()).isEqualTo("225.50");
    assertThat(use.path("left").path("amount").asText()).isEqualTo("11774.50");
  }

  private static Instant at(LocalDate day) {
    return Instant.parse(day + "T08:00:00Z");
  }

  @Test
  void aCapWithNothingToCountByIsUnknownAndNotUnused() {
    Actor owner = customers.named("Cards Blank");
    added(owner, Map.of("productId", "tovalin_pantry"));

    JsonNode use = uses(owner).path(0);

    assertThat(use.path("used").isNull()).isTrue();
    assertThat(use.path("left").isNull()).isTrue();
    assertThat(use.path("unknownBecause").asText())
        .isEqualTo("Neither a bank account nor the last four digits are on record for this card.");
  }

  @Test
  void aCardFollowsItsAccountIntoALaterImport() {
    Actor owner = customers.named("Cards Later");
    UUID early = spending.account(owner, AccountType.CREDIT, "9001", "10", "1000");
    added(owner, Map.of("productId", "tovalin_pantry", "accountId", early.toString()));
    spending.supersede(early);
    assertThat(uses(owner).path(0).path("unknownBecause").asText())
        .isEqualTo("The card's bank account is no longer among the current ones: link it again.");

    UUID late = spending.account(owner, AccountType.CREDIT, "9001", "300", "1000");
    spending.row(
        owner, late, LocalDate.of(2026, 2, 1), "-40", "Aldi", TransactionCategory.GROCERIES);

    assertThat(uses(owner).path(0).path("used").path("amount").asText()).isEqualTo("40.00");
  }

  @Test
  void theCatalogueIsPagedAndFiltered() {
    String query =
        "{ cardCatalogue(%s) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }";

    Api.Answer first = api.query("ANALYST", query.formatted("first: 5"));
    String cursor = first.data("cardCatalogue.pageInfo.endCursor").asText();
    Api.Answer rest = api.query("ANALYST", query.formatted("after: \"%s\"".formatted(cursor)));
    Api.Answer travel =
        api.query("ANALYST", query.formatted("filter: {category: [TRAVEL], currency: [\"USD\"]}"));
    Api.Answer none = api.query("ANALYST", query.formatted("filter: {category: []}"));

    assertThat(first.data("cardCatalogue.totalCount").asInt()).isEqualTo(12);
    assertThat(first.data("cardCatalogue.nodes").findValuesAsText("id"))
        .containsExactly(
            "tovalin_plain",
            "tovalin_pantry",
            "tovalin_table",
            "brimsey_double",
            "brimsey_quarter");
    assertThat(rest.data("cardCatalogue.nodes")).hasSize(7);
    assertThat(travel.data("cardCatalogue.nodes").findValuesAsText("id"))
        .containsExactly("brimsey_voyage", "quarrowfield_road", "oskelle_reserve");
    assertThat(none.data("cardCatalogue.nodes")).isEmpty();
  }

  @Test
  void aProductTellsWhatAYearIsWorth() {
    Api.Answer answer =
        api.query(
            "ANALYST",
            "{ cardCatalogue(first: 1, filter: {category: [GROCERIES]}) { nodes {"
                + " annualReward(spending: [{category: GROCERIES, amount: \"6000\"}]) {"
                + " reward { amount } annualFee { amount } net { amount }"
                + " steps { label ratePct result } } } } }");

    JsonNode year = answer.data("cardCatalogue.nodes.0.annualReward");
    assertThat(year.path("reward").path("amount").asText()).isEqualTo("360.00");
    assertThat(year.path("net").path("amount").asText()).isEqualTo("265.00");
  }

  @Test
  void adviceRanksByRewardAndWarnsOfUtilization() {
    Actor owner = customers.named("Cards Advised");
    UUID full = spending.account(owner, AccountType.CREDIT, "5001", "900", "1000");
    UUID empty = spending.account(owner, AccountType.CREDIT, "5002", "0", "1000");
    added(owner, Map.of("productId", "brimsey_double", "accountId", full.toString()));
    added(
        owner,
        Map.of("productId", "brimsey_double", "nickname", "Spare", "accountId", empty.toString()));
    added(owner, Map.of("productId", "tovalin_plain"));

    Api.Answer answer =
        api.query(
            TestCustomers.token(owner),
            "{ cardAdvice(amount: {amount: \"100\"}, category: SHOPPING) { best { title }"
                + " options { title netReward { amount } utilizationAfterPct reasons"
                + " card { id } } unknowns } }");

    JsonNode options = answer.data("cardAdvice.options");
    assertThat(options.findValuesAsText("title"))
        .containsExactly("Spare", "Brimsey Double", "Tovalin Plain");
    assertThat(options.path(1).path("reasons").path(1).asText())
        .isEqualTo(
            "Warning: after it 100% of the limit is in use; from 30% on that weighs on a credit"
                + " score.");
    assertThat(options.path(2).path("utilizationAfterPct").isNull()).isTrue();
    assertThat(answer.data("cardAdvice.unknowns").path(0).asText())
        .isEqualTo("The share of the limit in use is not known for Tovalin Plain.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount: {amount: \"0\"}|Argument 'amount': The amount is above 0.",
        "category: TRAVEL, merchant: \"Delta\"|Give 'category' or 'merchant', not both.",
        "category: PAYROLL|Argument 'category': PAYROLL is nothing one pays for by card.",
        "merchant: \"  \"|Argument 'merchant' has 1 to 100 characters.",
        "timeZone: \"Mars\"|There is no time zone 'Mars'; use an IANA name such as"
            + " 'Europe/Berlin'.",
      })
  void adviceSaysWhichArgumentIsWrong(String arguments, String message) {
    Actor owner = customers.named("Cards Argued");

    Api.Answer answer =
        api.query(
            TestCustomers.token(owner), "{ cardAdvice(%s) { unknowns } }".formatted(arguments));

    assertThat(answer.errors()).containsExactly("BAD_REQUEST");
    assertThat(answer.message()).isEqualTo(message);
  }
}
