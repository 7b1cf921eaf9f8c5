package app.countersign.quote;

import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import app.countersign.testing.TestDeal;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks for quotes over HTTP. */
@Singleton
@Requires(beans = EmbeddedServer.class)
class QuoteApi {
  private static final String WHOLE =
      """
      fragment Whole on RefundQuote {
        id contractId cancelledOn asOf reason amount { amount currency } gross { amount }
        fee { amount } computation { formula partMonth dayCountConvention shortRatePercent }
        steps { kind text amount { amount } amountIs exact decidedBy rule { id citation } }
        unknowns { code text } payees { kind amount { amount } text }
        rules { rule { id jurisdiction text quote citation source effectiveFrom effectiveTo
          isVerified verifiedBy verifiedOn } outcome text refundWithIt { amount } }
        amountIfUnverifiedHeld { amount }
        comparison { computation { formula partMonth dayCountConvention } gross { amount } net { amount }
          words }
        lawAsOf lawVersion isStale quotedAt quotedBy { id } extraction { id } contract { id }
      }
      """;
  private static final String QUOTE =
      """
      mutation ($input: QuoteRefundInput!) { quoteRefund(input: $input) {
        quote { ...Whole } userErrors { code message path } } }
      """
          + WHOLE;

  private final Api api;
  private final TestContracts contracts;

  QuoteApi(Api api, TestContracts contracts) {
    this.api = api;
    this.contracts = contracts;
  }

  /** A contract with submitted terms: 900.00, pro rata by days, and a fee. */
  String contract(String fee) {
    return contract(deal -> deal, TestContracts.method("PRO_RATA_DAILY"), fee);
  }

  String contract(UnaryOperator<TestDeal> deal, Map<String, Object> method, String fee) {
    String contractId = contracts.contract(deal);
    List<Object> corrections = new ArrayList<>();
    corrections.add(TestContracts.premium("900"));
    corrections.add(method);
    corrections.add(TestContracts.fixedFee(fee));
    contracts.submitted(contractId, corrections);
    return contractId;
  }

  /** What is asked of the worked example. */
  static Map<String, Object> input(String contractId) {
    Map<String, Object> input = new HashMap<>();
    input.put("contractId", contractId);
    input.put("cancelledOn", "2026-08-27");
    input.put("asOf", "2026-09-01");
    input.put("reason", "CUSTOMER_REQUEST");
    return input;
  }

  static Map<String, Object> input(String contractId, String field, Object value) {
    Map<String, Object> input = input(contractId);
    input.put(field, value);
    return input;
  }

  Api.Answer ask(Map<String, ?> input) {
    return api.call(contracts.token(), QUOTE, input);
  }

  JsonNode quote(Map<String, ?> input) {
    Api.Answer answer = ask(input);
    JsonNode quote = answer.data("quoteRefund.quote");
    if (!quote.isObject()) {
      throw new AssertionError(answer.body().toPrettyString());
    }
    return quote;
  }

  JsonNode read(String id) {
    return api.send(
            contracts.token(),
            "query ($id: ID!) { refundQuote(id: $id) { ...Whole } } " + WHOLE,
            Map.of("id", id))
        .data("refundQuote");
  }

  JsonNode node(String id) {
    return api.send(
            contracts.token(),
            "query ($id: ID!) { node(id: $id) { ... on RefundQuote { ...Whole } } } " + WHOLE,
            Map.of("id", id))
        .data("node");
  }

  Api.Answer query(String document) {
    return api.query(contracts.token(), document);
  }

  /** The gross refund of the row of a comparison that is computed so; null is any convention. */
  static String row(
      JsonNode rows, String formula, @Nullable String dayCount, @Nullable String partMonth) {
    return rows.valueStream()
        .filter(row -> row.at("/computation/formula").asText().equals(formula))
        .filter(
            row ->
                dayCount == null
                    || row.at("/computation/dayCountConvention").asText().equals(dayCount))
        .filter(
            row -> partMonth == null || row.at("/computation/partMonth").asText().equals(partMonth))
        .findFirst()
        .orElseThrow()
        .at("/gross/amount")
        .asText();
  }
}
