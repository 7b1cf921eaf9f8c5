package app.countersign.quote;

import static app.countersign.quote.QuoteApi.input;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.review.TestClock;
import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
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

/** What no quote is given for, and what is compared and plotted besides. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "quote_refusal")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.test.clock", value = "stands")
class QuoteRefusalTest {
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
  void everyMethodIsComparedAndPlotted() {
    String contractId = quotes.contract("50");
    JsonNode compared =
        quotes
            .query(
                """
                { compareRefunds(contractId: "%s", cancelledOn: "2026-08-27") {
                  contractId cancelledOn price { amount } contractMethod
                  rows { computation { formula partMonth dayCountConvention } gross { amount }
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
    assertThat(QuoteApi.row(compared.path("rows"), "PRO_RATA_DAILY", "ACTUAL", null))
        .isEqualTo("458.87");
    assertThat(QuoteApi.row(compared.path("rows"), "PRO_RATA_DAILY", "THIRTY_360", null))
        .isEqualTo("459.00");
    assertThat(QuoteApi.row(compared.path("rows"), "PRO_RATA_MONTHLY", null, "FREE"))
        .isEqualTo("465.00");
    assertThat(QuoteApi.row(compared.path("rows"), "PRO_RATA_MONTHLY", null, "USED"))
        .isEqualTo("450.00");
    assertThat(QuoteApi.row(compared.path("rows"), "RULE_OF_78", null, "FREE")).isEqualTo("243.93");
    assertThat(QuoteApi.row(compared.path("rows"), "RULE_OF_78", null, "USED")).isEqualTo("228.69");
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
}
