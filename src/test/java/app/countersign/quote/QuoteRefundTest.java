package app.countersign.quote;

import static app.countersign.quote.QuoteApi.input;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.contract.ContractType;
import app.countersign.platform.access.Role;
import app.countersign.review.TestClock;
import app.countersign.terms.LenderKind;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotes, comparisons and schedules over HTTP; the figures are those of one worked deal. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "quote_refund")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.test.clock", value = "stands")
class QuoteRefundTest {
  private static final Instant NOW = Instant.parse("2026-09-01T23:30:00Z");

  @Inject Api api;
  @Inject TestContracts contracts;
  @Inject QuoteApi quotes;
  @Inject TestClock clock;

  @BeforeEach
  void today() {
    if (!clock.instant().equals(NOW)) {
      clock.set(NOW);
      contracts.signInAgain();
    }
  }

  @Test
  void theWorkedDealComesToTheCent() {
    JsonNode free = quotes.quote(input(quotes.contract("0")));
    JsonNode withFee = quotes.quote(input(quotes.contract("50")));

    assertThat(free.at("/amount/amount").asText()).isEqualTo("458.87");
    assertThat(free.at("/amount/currency").asText()).isEqualTo("USD");
    assertThat(free.at("/gross/amount").asText()).isEqualTo("458.87");
    assertThat(free.at("/fee/amount").asText()).isEqualTo("0.00");
    assertThat(withFee.at("/amount/amount").asText()).isEqualTo("408.87");
    assertThat(withFee.at("/gross/amount").asText()).isEqualTo("458.87");
    assertThat(withFee.at("/fee/amount").asText()).isEqualTo("50.00");
    assertThat(withFee.at("/computation/formula").asText()).isEqualTo("PRO_RATA_DAILY");
    assertThat(withFee.at("/computation/dayCount").asText()).isEqualTo("ACTUAL");
    assertThat(step(withFee, "GROSS").path("exact").asText()).isEqualTo("418950/913");
    assertThat(step(withFee, "FEE").path("decidedBy").asText()).isEqualTo("CONTRACT");
    assertThat(withFee.path("cancelledOn").asText()).isEqualTo("2026-08-27");
    assertThat(withFee.path("lawAsOf").asText()).isEqualTo("2024-03-15");
    assertThat(withFee.path("comparison")).isEmpty();
    assertThat(withFee.path("isStale").asBoolean()).isFalse();
    assertThat(withFee.at("/quotedBy/id").asText()).isEqualTo(contracts.operator().id().toString());
  }

  @Test
  void whatIsStoredIsWhatWasAnswered() {
    String contractId =
        quotes.contract(
            deal -> deal.jurisdiction("US-CO").loan(LenderKind.values()[0]),
            TestContracts.method("RULE_OF_78"),
            "50");

    JsonNode quote = quotes.quote(input(contractId, "claimsPaid", Map.of("amount", "10")));

    assertThat(quote.path("rules")).isNotEmpty();
    assertThat(quotes.read(quote.path("id").asText())).isEqualTo(quote);
    assertThat(quotes.node(quote.path("id").asText())).isEqualTo(quote);
    JsonNode listed =
        quotes
            .query(
                "{ node(id: \"%s\") { ... on Contract { refundQuotes { totalCount nodes { id } } } } }"
                    .formatted(contractId))
            .data("node.refundQuotes");
    assertThat(listed.path("totalCount").asInt()).isEqualTo(1);
    assertThat(listed.at("/nodes/0/id")).isEqualTo(quote.path("id"));
    assertThat(quotes.read("01890000-0000-7000-8000-000000000000").isNull()).isTrue();
    assertThat(quotes.read("no-id").isNull()).isTrue();
  }

  @Test
  void eachQuoteIsOnRecord() {
    String contractId = quotes.contract("0");

    quotes.quote(input(contractId));

    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT", "SUBMIT", "QUOTE_REFUND");
    assertThat(contracts.rows("refund_quote", contractId)).isEqualTo(1);
  }

  static Stream<Arguments> invalid() {
    Map<String, String> late = Map.of("kind", "PAYOFF", "on", "2026-09-02");
    Map<String, String> payoff = Map.of("kind", "PAYOFF", "on", "2026-08-01");
    return Stream.of(
        refusedAt("cancelledOn", "2026-09-02", "cancelledOn"),
        refusedAt("cancelledOn", null, "cancelledOn"),
        refusedAt("events", List.of(payoff, late), "events.1.on"),
        refusedAt("events", Collections.nCopies(21, payoff), "events"),
        refusedAt("odometer", -1, "odometer"),
        refusedAt("claimsPaid", Map.of("amount", "$1"), "claimsPaid.amount"),
        refusedAt("claimsPaid", Map.of("amount", "-1"), "claimsPaid.amount"),
        refusedAt("claimsPaid", Map.of("amount", "1", "currency", "EUR"), "claimsPaid"),
        refusedAt("lienholderBalance", Map.of("amount", "0.001"), "lienholderBalance.amount"),
        refusedAt(
            "lienholderBalance",
            Map.of("amount", "1", "currency", "XXQ"),
            "lienholderBalance.currency"),
        refusedAt(
            "lienholderBalance", Map.of("amount", "1", "currency", "EUR"), "lienholderBalance"));
  }

  record Change(String field, Object value) {}

  private static Arguments refusedAt(String field, Object value, String path) {
    return Arguments.of(new Change(field, value), path);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsInvalidIsRefusedWithItsPath(Change change, String path) {
    String contractId = quotes.contract("0");

    Api.Answer answer = quotes.ask(input(contractId, change.field(), change.value()));

    assertThat(answer.refused("quoteRefund")).containsExactly("INVALID_INPUT input." + path);
    assertThat(answer.data("quoteRefund.quote").isNull()).isTrue();
    assertThat(contracts.rows("refund_quote", contractId)).isZero();
  }

  @Test
  void withoutTermsThereIsNoQuote() {
    String pending = contracts.contract();
    contracts.extracted(pending);
    String priceless = contracts.contract();
    contracts.submitted(priceless, List.of(TestContracts.absent("PREMIUM")));
    String dayless =
        quotes.contract(deal -> deal.effective(null), TestContracts.method("FLAT"), "0");
    String endless =
        quotes.contract(deal -> deal.end(null, null), TestContracts.method("FLAT"), "0");

    assertThat(message(pending)).isEqualTo("No extraction of the contract was submitted yet.");
    assertThat(message(priceless)).isEqualTo("The submitted terms hold no price.");
    assertThat(message(dayless)).isEqualTo("The first day of cover is not known.");
    assertThat(message(endless))
        .isEqualTo("Neither the months of the term nor its last day are known.");
    assertThat(quotes.ask(input("nobody")).refused("quoteRefund"))
        .containsExactly("NOT_FOUND input.contractId");
    assertThat(contracts.audited(pending)).containsExactly("EXTRACT");
  }

  @Test
  void theTermCanComeFromTheLastDay() {
    String contractId =
        quotes.contract(
            deal -> deal.end("2029-03-15", null), TestContracts.method("PRO_RATA_MONTHLY"), "0");

    JsonNode quote = quotes.quote(input(contractId));

    assertThat(quote.at("/amount/amount").asText()).isEqualTo("465.00");
  }

  @Test
  void anUnsettledMethodGivesNoAmountButAComparison() {
    String contractId = quotes.contract(deal -> deal, TestContracts.method("UNKNOWN"), "0");
    String absent = quotes.contract(deal -> deal, TestContracts.absent("REFUND_METHOD"), "0");

    for (JsonNode quote : List.of(quotes.quote(input(contractId)), quotes.quote(input(absent)))) {
      assertThat(quote.path("amount").isNull()).isTrue();
      assertThat(quote.path("fee").isNull()).isTrue();
      assertThat(quote.path("payees")).isEmpty();
      assertThat(quote.path("unknowns").findValuesAsText("code")).contains("METHOD_UNKNOWN");
      assertThat(row(quote.path("comparison"), "PRO_RATA_DAILY", "ACTUAL", null))
          .isEqualTo("458.87");
      assertThat(quotes.read(quote.path("id").asText())).isEqualTo(quote);
    }
  }

  @Test
  void aQuoteGoesStaleWithANewTextOrNewTerms() {
    String retexted = quotes.contract("0");
    String ofOldText = quotes.quote(input(retexted)).path("id").asText();
    contracts.store(retexted, deal -> deal.text("New words."));
    String resubmitted = quotes.contract("0");
    String ofOldTerms = quotes.quote(input(resubmitted)).path("id").asText();
    clock.set(NOW.plus(Duration.ofMinutes(1)));
    JsonNode again =
        contracts
            .extract(Map.of("contractId", resubmitted, "force", true))
            .data("extractContract.extraction");
    assertThat(quotes.read(ofOldTerms).path("isStale").asBoolean()).isFalse();
    contracts.submit(again.path("id").asText(), List.of());

    assertThat(quotes.read(ofOldText).path("isStale").asBoolean()).isTrue();
    assertThat(quotes.read(ofOldTerms).path("isStale").asBoolean()).isTrue();
    assertThat(quotes.quote(input(retexted)).path("isStale").asBoolean()).isTrue();
    JsonNode ofNewTerms = quotes.quote(input(resubmitted));
    assertThat(ofNewTerms.path("isStale").asBoolean()).isFalse();
    assertThat(ofNewTerms.at("/extraction/id")).isEqualTo(again.path("id"));
  }

  @Test
  void aRepeatedKeyGivesTheFirstQuoteOnceForAll() throws Exception {
    String contractId = quotes.contract("0");
    Map<String, Object> asked = input(contractId, "idempotencyKey", "quote-once");

    List<Api.Answer> answers = AtOnce.run(16, () -> quotes.ask(asked));

    assertThat(answers.stream().map(Api.Answer::body).distinct()).hasSize(1);
    assertThat(contracts.rows("refund_quote", contractId)).isEqualTo(1);
    asked.put("odometer", 5);
    assertThat(quotes.ask(asked).refused("quoteRefund"))
        .containsExactly("KEY_REUSED input.idempotencyKey");
  }

  @Test
  void theEarliestEventCountsAndTodayIsTheClocks() {
    String contractId = quotes.contract("0");
    Map<String, Object> asked = input(contractId);
    asked.remove("asOf");
    asked.put("cancelledOn", "2026-08-30");
    asked.put(
        "events",
        List.of(
            Map.of("kind", "REQUEST", "on", "2026-08-29"),
            Map.of("kind", "PAYOFF", "on", "2026-08-27")));

    JsonNode quote = quotes.quote(asked);

    assertThat(quote.path("asOf").asText()).isEqualTo("2026-09-01");
    assertThat(quote.path("cancelledOn").asText()).isEqualTo("2026-08-27");
    assertThat(quote.at("/amount/amount").asText()).isEqualTo("458.87");
    asked.put("cancelledOn", "2026-09-02");
    assertThat(quotes.ask(asked).refused("quoteRefund"))
        .containsExactly("INVALID_INPUT input.cancelledOn");
  }

  @Test
  void theLienholderIsPaidFirst() {
    String contractId = quotes.contract("0");

    JsonNode part = quotes.quote(input(contractId, "lienholderBalance", Map.of("amount", "100")));
    JsonNode all = quotes.quote(input(contractId, "lienholderBalance", Map.of("amount", "5000")));
    JsonNode none = quotes.quote(input(contractId, "lienholderBalance", Map.of("amount", "0")));

    assertThat(payees(part)).containsExactly("LIENHOLDER 100.00", "CUSTOMER 358.87");
    assertThat(payees(all)).containsExactly("LIENHOLDER 458.87");
    assertThat(payees(none)).containsExactly("CUSTOMER 458.87");
  }

  @Test
  void milesCountForAProductWithALimit() {
    String contractId =
        quotes.contract(
            deal -> deal.type(ContractType.VSC).miles(10_000, 40_000),
            TestContracts.method("PRO_RATA_DAILY"),
            "0");

    assertThat(quotes.quote(input(contractId, "odometer", 40_000)).at("/amount/amount").asText())
        .isEqualTo("225.00");
    assertThat(quotes.ask(input(contractId, "odometer", 9_999)).refused("quoteRefund"))
        .containsExactly("INVALID_INPUT input.odometer");
  }

  @Test
  void everyMethodIsComparedAndPlotted() {
    String contractId = quotes.contract("50");
    JsonNode compared =
        quotes
            .query(
                """
                { compareRefunds(contractId: "%s", cancelledOn: "2026-08-27") {
                  contractId cancelledOn price { amount } contractMethod
                  rows { computation { formula partMonth dayCount } gross { amount }
                    net { amount } words } } }
                """
                    .formatted(contractId))
            .data("compareRefunds");
    JsonNode plotted =
        quotes
            .query(
                """
                { refundSchedule(contractId: "%s", formulas: [RULE_OF_78, RULE_OF_78, SHORT_RATE]) {
                  series { computation { formula shortRatePercent } whyEmpty
                    points { month day earned { amount } gross { amount } net { amount } } } } }
                """
                    .formatted(contractId))
            .data("refundSchedule.series");

    assertThat(compared.at("/price/amount").asText()).isEqualTo("900.00");
    assertThat(compared.path("contractMethod").asText()).isEqualTo("PRO_RATA_DAILY");
    assertThat(row(compared.path("rows"), "PRO_RATA_DAILY", "ACTUAL", null)).isEqualTo("458.87");
    assertThat(row(compared.path("rows"), "PRO_RATA_DAILY", "THIRTY_360", null))
        .isEqualTo("459.00");
    assertThat(row(compared.path("rows"), "PRO_RATA_MONTHLY", null, "FREE")).isEqualTo("465.00");
    assertThat(row(compared.path("rows"), "PRO_RATA_MONTHLY", null, "USED")).isEqualTo("450.00");
    assertThat(row(compared.path("rows"), "RULE_OF_78", null, "FREE")).isEqualTo("243.93");
    assertThat(row(compared.path("rows"), "RULE_OF_78", null, "USED")).isEqualTo("228.69");
    assertThat(plotted).hasSize(3);
    assertThat(plotted.at("/0/computation/formula").asText()).isEqualTo("PRO_RATA_DAILY");
    assertThat(plotted.at("/0/points")).hasSize(61);
    assertThat(plotted.at("/1/points/29/day").asText()).isEqualTo("2026-08-15");
    assertThat(plotted.at("/1/points/29/gross/amount").asText()).isEqualTo("243.93");
    assertThat(plotted.at("/1/points/29/net/amount").asText()).isEqualTo("193.93");
    assertThat(plotted.at("/1/points/29/earned/amount").asText()).isEqualTo("656.07");
    assertThat(plotted.at("/2/computation/shortRatePercent").asText()).isEqualTo("90");
  }

  @Test
  void whatCannotBeComparedIsABadRequestAndAnUnknownContractIsNull() {
    String pending = contracts.contract();

    Api.Answer compared =
        quotes.query(
            "{ compareRefunds(contractId: \"%s\", cancelledOn: \"2026-08-27\") { cancelledOn } }"
                .formatted(pending));
    Api.Answer plotted =
        quotes.query("{ refundSchedule(contractId: \"%s\") { contractId } }".formatted(pending));
    Api.Answer unknown =
        quotes.query(
            """
            { compareRefunds(contractId: "x", cancelledOn: "2026-08-27") { cancelledOn }
              refundSchedule(contractId: "x") { contractId } }
            """);

    assertThat(compared.errors()).containsExactly("BAD_REQUEST");
    assertThat(compared.message()).isEqualTo("No extraction of the contract was submitted yet.");
    assertThat(plotted.errors()).containsExactly("BAD_REQUEST");
    assertThat(unknown.errors()).isEmpty();
    assertThat(unknown.data("compareRefunds").isNull()).isTrue();
    assertThat(unknown.data("refundSchedule").isNull()).isTrue();
  }

  @Test
  void rulesAreOfThePlaceAndOfTheCountry() {
    JsonNode all = rules("");
    JsonNode colorado = rules("(jurisdiction: \"US-CO\")");
    JsonNode nowhere = rules("(jurisdiction: \"US-ZZ\")");

    assertThat(colorado.findValuesAsText("jurisdiction")).contains("US", "US-CO");
    assertThat(colorado.findValuesAsText("jurisdiction")).containsOnly("US", "US-CO");
    assertThat(nowhere.findValuesAsText("jurisdiction")).containsOnly("US");
    assertThat(all.size()).isGreaterThan(colorado.size());
    all.forEach(
        rule ->
            assertThat(rule.path("isVerified").asBoolean())
                .isEqualTo(!rule.path("verifiedBy").isNull()));
  }

  @Test
  void anAnalystReadsQuotesAndMakesNone() {
    String contractId = quotes.contract("0");
    String id = quotes.quote(input(contractId)).path("id").asText();
    String analyst = api.signedIn(api.someone(Role.ANALYST));

    Api.Answer read =
        api.query(analyst, "{ refundQuote(id: \"%s\") { amount { amount } } }".formatted(id));
    Api.Answer made =
        api.query(
            analyst,
            """
            mutation { quoteRefund(input: {contractId: "%s", reason: UNWIND,
              cancelledOn: "2026-08-27"}) { userErrors { code } } }
            """
                .formatted(contractId));

    assertThat(read.data("refundQuote.amount.amount").asText()).isEqualTo("458.87");
    assertThat(made.errors()).containsExactly("FORBIDDEN");
    assertThat(contracts.rows("refund_quote", contractId)).isEqualTo(1);
  }

  private JsonNode rules(String arguments) {
    return quotes
        .query("{ refundRules%s { id jurisdiction isVerified verifiedBy } }".formatted(arguments))
        .data("refundRules");
  }

  private String message(String contractId) {
    Api.Answer answer = quotes.ask(input(contractId));
    assertThat(answer.refused("quoteRefund")).containsExactly("TERMS_MISSING input.contractId");
    return answer.data("quoteRefund.userErrors").at("/0/message").asText();
  }

  private static JsonNode step(JsonNode quote, String kind) {
    return quote
        .path("steps")
        .valueStream()
        .filter(step -> step.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> payees(JsonNode quote) {
    return quote
        .path("payees")
        .valueStream()
        .map(each -> each.path("kind").asText() + " " + each.at("/amount/amount").asText())
        .toList();
  }

  private static String row(JsonNode rows, String formula, String dayCount, String partMonth) {
    return rows.valueStream()
        .filter(row -> row.at("/computation/formula").asText().equals(formula))
        .filter(
            row -> dayCount == null || row.at("/computation/dayCount").asText().equals(dayCount))
        .filter(
            row -> partMonth == null || row.at("/computation/partMonth").asText().equals(partMonth))
        .findFirst()
        .orElseThrow()
        .at("/gross/amount")
        .asText();
  }
}
