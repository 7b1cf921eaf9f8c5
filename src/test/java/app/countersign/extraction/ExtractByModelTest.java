package app.countersign.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.llm.ModelServer;
import app.countersign.llm.Wire;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Language models as readers: two servers of this machine in two wire formats. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "extract_by_model")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.llm.breaker-failures", value = "1000")
@Property(name = "countersign.llm.max-attempts", value = "1")
@Property(name = "countersign.llm.order", value = "OPENAI,ANTHROPIC")
@Property(name = "countersign.extraction.order", value = "ANTHROPIC,OPENAI,RULES")
class ExtractByModelTest implements TestPropertyProvider {
  private static final String ANSWER =
      """
      {"premium":{"value":"895.00","confidence":97,"quote":"%s","page":1},
       "refund_method":{"value":null,"confidence":60,"quote":null,"page":null},
       "cancellation_fee":{"value":null,"confidence":60,"quote":null,"page":null}}
      """;

  private final ModelServer openAi = new ModelServer();
  private final ModelServer anthropic = new ModelServer();

  @Inject TestContracts contracts;

  @Override
  public Map<String, String> getProperties() {
    return Map.of(
        "countersign.llm.openai.api-key", "sk-1",
        "countersign.llm.openai.base-url", openAi.url(),
        "countersign.llm.openai.input-price", "2.50",
        "countersign.llm.openai.output-price", "10",
        "countersign.llm.anthropic.api-key", "sk-2",
        "countersign.llm.anthropic.base-url", anthropic.url());
  }

  @BeforeEach
  void allFail() {
    openAi.always(ModelServer.json(400, "{}"));
    anthropic.always(ModelServer.json(400, "{}"));
  }

  @AfterAll
  void stop() {
    openAi.close();
    anthropic.close();
  }

  @Test
  void theOneAskedForReadsAndWhatItTookIsStored() {
    openAi.always(answering(Wire.OPENAI, "Waiver"));
    String contractId = contracts.contract(deal -> deal.text("Waiver charge: $895.00"));

    JsonNode made = extract(contractId, "OPENAI").at("/extraction");

    assertThat(made.path("provider").asText()).isEqualTo("OPENAI");
    assertThat(made.path("model").asText()).isEqualTo("model-2026-01");
    assertThat(made.path("promptTokens").asInt()).isEqualTo(1000);
    assertThat(made.path("completionTokens").asInt()).isEqualTo(200);
    assertThat(made.path("costUsd").asText()).isEqualTo("0.004500");
    assertThat(made.path("durationMillis").asInt()).isBetween(1, 10_000);
    assertThat(made.path("failedProviders")).isEmpty();
    assertThat(made.at("/premium/value/amount").asText()).isEqualTo("895.00");
    assertThat(made.at("/premium/evidence/source/isVerified").asBoolean()).isTrue();
    assertThat(extract(contractId, "OPENAI").path("isNew").asBoolean()).isFalse();
  }

  @Test
  void aQuoteThatIsNotInTheTextIsHardlyBelieved() {
    openAi.always(answering(Wire.OPENAI, "Words that nobody wrote"));
    String contractId = contracts.contract(deal -> deal.text("Waiver charge: $895.00"));

    JsonNode made = extract(contractId, "OPENAI").at("/extraction");

    assertThat(new BigDecimal(made.at("/premium/evidence/confidence").asText()))
        .isEqualByComparingTo("20");
    assertThat(made.at("/premium/evidence/source/page").isNull()).isTrue();
    assertThat(made.at("/warnings/0/kind").asText()).isEqualTo("UNVERIFIED_QUOTE");
  }

  @Test
  void whoFailedBeforeIsStoredWithTheReading() {
    anthropic.always(answering(Wire.ANTHROPIC, "Waiver"));
    String contractId = contracts.contract(deal -> deal.text("Waiver charge: $895.00"));

    JsonNode made = extract(contractId, "OPENAI").at("/extraction");

    assertThat(made.path("provider").asText()).isEqualTo("ANTHROPIC");
    assertThat(made.path("failedProviders").toString()).isEqualTo("[\"OPENAI\"]");
    assertThat(made.path("costUsd").isNull()).isTrue();
  }

  @Test
  void theRulesReadWhereTheOrderEndsWithThem() {
    String contractId = contracts.contract();

    JsonNode made = contracts.extracted(contractId);

    assertThat(made.path("provider").asText()).isEqualTo("RULES");
    assertThat(made.path("failedProviders").toString()).isEqualTo("[\"ANTHROPIC\",\"OPENAI\"]");
  }

  @Test
  void whenNobodyAnswersNothingIsStored() {
    String contractId = contracts.contract();

    assertThat(
            contracts
                .extract(Map.of("contractId", contractId, "provider", "OPENAI"))
                .refused("extractContract"))
        .containsExactly("READER_UNAVAILABLE input.provider");
    assertThat(contracts.rows("extraction", contractId)).isZero();
    assertThat(contracts.audited(contractId)).isEmpty();
  }

  private JsonNode extract(String contractId, String provider) {
    return contracts
        .extract(Map.of("contractId", contractId, "provider", provider))
        .data("extractContract");
  }

  private static ModelServer.Reply answering(Wire wire, String quote) {
    return ModelServer.json(
        200, wire.tool("report_contract_terms", ANSWER.formatted(quote).replace("\n", " ")));
  }
}
