package app.countersign.extraction;

import static app.countersign.testing.TestContracts.premium;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.contract.ContractType;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import app.countersign.testing.TestDeal;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Finding extractions, what they warn of, and who saw them. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "extraction_list")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "extraction.scripted", value = "true")
class ExtractionListTest {
  private static final String LIST =
      """
      query ($filter: ExtractionFilter, $first: Int, $after: String) {
        extractions(filter: $filter, first: $first, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } nodes { id } } }
      """;

  @Inject Api api;
  @Inject TestContracts contracts;
  @Inject ScriptedReader scripted;
  @Inject Sql sql;

  @Test
  void eachFieldOfTheFilterNarrowsTheList() {
    String first = contracts.contract();
    String second = contracts.contract();
    String old = id(contracts.extracted(first));
    String current =
        contracts
            .extract(Map.of("contractId", first, "provider", "BEDROCK"))
            .data("extractContract.extraction.id")
            .asText();
    JsonNode submitted = contracts.submitted(second, List.of());
    contracts.store(second, deal -> deal.text("New words."));

    assertThat(listed(first, second)).containsExactly(id(submitted), current, old);
    assertThat(listed(Map.of("status", List.of("APPROVED")), first, second))
        .containsExactly(id(submitted));
    assertThat(listed(Map.of("provider", List.of("BEDROCK", "OPENAI")), first, second))
        .containsExactly(current);
    assertThat(listed(Map.of("isCurrent", false), first, second)).containsExactly(old);
    assertThat(listed(Map.of("isStale", true), first, second)).containsExactly(id(submitted));
    assertThat(listed(Map.of("isStale", false, "isCurrent", true), first, second))
        .containsExactly(current);
    String at = submitted.path("extractedAt").asText();
    assertThat(listed(Map.of("extractedAt", Map.of("from", at)), first, second))
        .containsExactly(id(submitted));
    assertThat(listed(Map.of("extractedAt", Map.of("to", at)), first, second))
        .containsExactly(current, old);
    assertThat(listed(Map.of("status", List.of()), first, second)).isEmpty();
    assertThat(listed(Map.of())).isEmpty();
  }

  @Test
  void thePagesOfAListMakeTheWhole() {
    String contractId = contracts.contract();
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.addFirst(
          contracts
              .extract(Map.of("contractId", contractId, "force", true))
              .data("extractContract.extraction.id")
              .asText());
    }

    List<String> seen = new ArrayList<>();
    Map<String, Object> asked = new HashMap<>();
    asked.put("filter", Map.of("contractId", List.of(contractId)));
    asked.put("first", 2);
    JsonNode page;
    do {
      page = api.send(contracts.token(), LIST, asked).data("extractions");
      seen.addAll(page.path("nodes").findValuesAsText("id"));
      asked.put("after", page.at("/pageInfo/endCursor").asText());
    } while (page.at("/pageInfo/hasNextPage").asBoolean());

    assertThat(seen).isEqualTo(newestFirst);
    assertThat(page.path("totalCount").asInt()).isEqualTo(5);
    JsonNode ofContract =
        api.query(
                contracts.token(),
                """
                { node(id: "%s") { ... on Contract { extraction { id }
                  extractions(first: 2) { totalCount nodes { id } }
                  viewerCan { extract { allowed } quoteRefund { allowed reason } } } } }
                """
                    .formatted(contractId))
            .data("node");
    assertThat(ofContract.at("/extraction/id").asText()).isEqualTo(newestFirst.getFirst());
    assertThat(ofContract.at("/extractions/nodes").findValuesAsText("id"))
        .isEqualTo(newestFirst.subList(0, 2));
    assertThat(ofContract.at("/extractions/totalCount").asInt()).isEqualTo(5);
    assertThat(ofContract.at("/viewerCan/extract/allowed").asBoolean()).isTrue();
    assertThat(ofContract.at("/viewerCan/quoteRefund/reason").asText())
        .isEqualTo("No extraction of the contract was submitted yet.");
  }

  @Test
  void everyViewOfOneIsOnRecordHoweverItIsAskedFor() {
    String contractId = contracts.contract();
    String id = id(contracts.extracted(contractId));

    contracts.read(id);
    api.query(contracts.token(), "{ node(id: \"%s\") { id } }".formatted(id));
    api.query(contracts.token(), "{ nodes(ids: [\"%s\", \"%s\"]) { id } }".formatted(id, id));

    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT", "VIEW", "VIEW", "VIEW");
    assertThat(contracts.read("01890000-0000-7000-8000-000000000000").isNull()).isTrue();
    assertThat(contracts.read("no-id").isNull()).isTrue();
  }

  @Test
  void everySearchIsOnRecordWithWhatWasAsked() {
    String contractId = contracts.contract();
    contracts.extracted(contractId);

    listed(Map.of("isStale", false), contractId);

    assertThat(
            sql.list(
                "SELECT after::text AS after FROM audit_entry WHERE action = 'SEARCH'"
                    + " AND after -> 'filter' -> 'contractId' = to_jsonb(ARRAY[?::text])",
                row -> Rows.text(row, "after"),
                contractId))
        .singleElement()
        .asString()
        .contains("\"list\": \"extractions\"", "\"isStale\": false", "\"shownCount\": 1");
  }

  @Test
  void whatAReaderSaidIsHeldAgainstItself() {
    assertThat(warnings(ScriptedReader.PLAIN)).isEmpty();
    assertThat(warnings(ScriptedReader.reading("49.99", "0", "20")))
        .containsExactly("LOW_CONFIDENCE null");
    assertThat(warnings(ScriptedReader.reading("50", "0", "20"))).isEmpty();
    assertThat(warnings(ScriptedReader.reading("100", "100.00", "100")))
        .containsExactly("TOO_CONFIDENT null");
    assertThat(
            warnings(
                new Reading(
                    ScriptedReader.term(ScriptedReader.usd("39.99"), "90", true),
                    ScriptedReader.term(RefundMethod.FLAT, "90", false),
                    ScriptedReader.<CancellationFee>term(
                        new CancellationFee.Fixed(ScriptedReader.usd("40.00")), "90", true))))
        .containsExactly("FEE_ABOVE_PREMIUM CANCELLATION_FEE", "UNVERIFIED_QUOTE REFUND_METHOD");
    scripted.says(() -> Optional.of(ScriptedReader.terms(ScriptedReader.PLAIN, false)));
    assertThat(warnings(read(deal -> deal))).containsExactly("TEXT_INCOMPLETE null");
  }

  @Test
  void aPriceIsHeldAgainstTheDeal() {
    scripted.says(ScriptedReader.PLAIN);

    assertThat(warnings(read(deal -> deal.price("1000")))).isEmpty();
    JsonNode differs = read(deal -> deal.price("999.99"));
    assertThat(warnings(differs)).containsExactly("PRICE_DIFFERS_FROM_DEAL PREMIUM");
    assertThat(differs.at("/warnings/0/message").asText())
        .isEqualTo("The record system has 999.99 USD as the price of the deal.");
    JsonNode mended =
        contracts
            .submit(id(differs), List.of(premium("999.99")))
            .data("submitExtraction.extraction");
    assertThat(warnings(mended)).isEmpty();
  }

  @Test
  void aPriceIsHeldAgainstTenThatWereSubmitted() {
    scripted.says(ScriptedReader.PLAIN);
    UnaryOperator<TestDeal> tires = deal -> deal.type(ContractType.TIRE_WHEEL);
    for (int i = 0; i < 9; i++) {
      contracts.submit(id(read(tires)), List.of(premium(i < 5 ? "90" : "110")));
    }
    JsonNode waits = read(tires);
    assertThat(warnings(waits)).isEmpty();

    contracts.submit(id(read(tires)), List.of(premium("110")));

    JsonNode now = contracts.read(id(waits));
    assertThat(warnings(now)).containsExactly("UNUSUAL_VALUE PREMIUM");
    assertThat(now.at("/warnings/0/message").asText())
        .isEqualTo(
            "Far from the usual: 100.00 USD on average of 10 submitted contracts of this kind.");
  }

  @Test
  void aListTakesAsManyStatementsForTwentyAsForTwo() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String contractId = contracts.contract(deal -> deal.type(ContractType.VSC).price("890"));
      contracts.submitted(contractId, List.of(premium("890")));
      ids.add(contractId);
    }
    String list =
        """
        query ($filter: ExtractionFilter) { extractions(filter: $filter) { nodes {
          id warnings { kind } corrections { term correctedBy { name } } submittedBy { name }
          contract { id viewerCan { ask { allowed } } extraction { id }
            extractions { nodes { id } } } } } }
        """;

    List<String> two = api.statements(contracts.actor(), list, filter(ids.subList(0, 2)));
    List<String> twenty = api.statements(contracts.actor(), list, filter(ids));

    assertThat(twenty).hasSameSizeAs(two);
    assertThat(two.size()).isLessThanOrEqualTo(16);
  }

  private static Map<String, Object> filter(List<String> contractIds) {
    return Map.of("filter", Map.of("contractId", contractIds));
  }

  private List<String> listed(String... contractIds) {
    return listed(Map.of(), contractIds);
  }

  private List<String> listed(Map<String, ?> more, String... contractIds) {
    Map<String, Object> filter = new HashMap<>(more);
    filter.put("contractId", List.of(contractIds));
    return api.send(contracts.token(), LIST, Map.of("filter", filter))
        .data("extractions.nodes")
        .findValuesAsText("id");
  }

  private List<String> warnings(Reading reading) {
    scripted.says(reading);
    return warnings(read(deal -> deal));
  }

  private JsonNode read(UnaryOperator<TestDeal> deal) {
    return contracts
        .extract(Map.of("contractId", contracts.contract(deal), "provider", "BEDROCK"))
        .data("extractContract.extraction");
  }

  private static List<String> warnings(JsonNode extraction) {
    return extraction
        .path("warnings")
        .valueStream()
        .map(each -> each.path("kind").asText() + " " + each.path("term").asText())
        .toList();
  }

  private static String id(JsonNode extraction) {
    return extraction.path("id").asText();
  }
}
