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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Quotes, comparisons and schedules over HTTP; the figures are those of one worked deal. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "quote_refund")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.test.clock", value = "stands")
class QuoteRefundTest {
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

  private static final Instant NOW = Instant.parse("2026-09-01T23:30:00Z");

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
    assertThat(withFee.at("/computation/dayCountConvention").asText()).isEqualTo("ACTUAL");
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
      assertThat(QuoteApi.row(quote.path("comparison"), "PRO_RATA_DAILY", "ACTUAL", null))
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
}
