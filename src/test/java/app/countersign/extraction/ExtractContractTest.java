package app.countersign.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.contract.TextStatus;
import app.countersign.document.DocumentText;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Having terms read: once, again, by force, by many at once, and when it fails. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "extract_contract")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.extraction.deadline", value = "2s")
@Property(name = "extraction.scripted", value = "true")
class ExtractContractTest {

  @Inject Api api;
  @Inject TestContracts contracts;
  @Inject ScriptedReader scripted;
  @Inject Sql sql;

  @BeforeEach
  void plain() {
    scripted.says(ScriptedReader.PLAIN);
  }

  @Test
  void whatWasReadIsStoredWithItsPlacesAndHowItCameAbout() {
    String contractId = contracts.contract();

    Api.Answer answer = contracts.extract(Map.of("contractId", contractId));

    JsonNode made = answer.data("extractContract.extraction");
    assertThat(answer.data("extractContract.isNew").asBoolean()).isTrue();
    assertThat(made.at("/premium/value/amount").asText()).isEqualTo("895.00");
    assertThat(made.at("/premium/value/currency").asText()).isEqualTo("USD");
    assertThat(made.at("/premium/evidence/source/page").asInt()).isEqualTo(1);
    assertThat(made.at("/premium/evidence/source/isVerified").asBoolean()).isTrue();
    assertThat(made.at("/refundMethod/value").asText()).isEqualTo("PRO_RATA_DAILY");
    assertThat(made.at("/refundMethod/words").asText()).isNotBlank();
    assertThat(made.at("/cancellationFee/value/amount/amount").asText()).isEqualTo("50.00");
    assertThat(made.path("contractId").asText()).isEqualTo(contractId);
    assertThat(made.path("status").asText()).isEqualTo("PENDING");
    assertThat(made.path("version").asInt()).isEqualTo(1);
    assertThat(made.path("isCurrent").asBoolean()).isTrue();
    assertThat(made.path("isStale").asBoolean()).isFalse();
    assertThat(made.path("documentVersion").asInt()).isEqualTo(1);
    assertThat(made.path("textHash").asText())
        .isEqualTo(DocumentText.of(TestContracts.TEXT).hash());
    assertThat(made.path("provider").asText()).isEqualTo("RULES");
    assertThat(made.path("model").asText()).startsWith("rules-");
    assertThat(made.path("failedProviders")).isEmpty();
    assertThat(made.path("isTextComplete").asBoolean()).isTrue();
    assertThat(made.path("promptTokens").isNull()).isTrue();
    assertThat(made.path("costUsd").asText()).isEqualTo("0.000000");
    assertThat(made.path("extractedBy").path("id").asText())
        .isEqualTo(contracts.operator().id().toString());
    assertThat(made.path("submittedAt").isNull()).isTrue();
    assertThat(made.at("/viewerCan/submit/allowed").asBoolean()).isTrue();
    assertThat(contracts.read(made.path("id").asText())).isEqualTo(made);
  }

  @Test
  void aTextThatWasReadIsNotReadAgain() {
    String contractId = contracts.contract();
    Map<String, String> asked = Map.of("contractId", contractId, "provider", "BEDROCK");

    JsonNode first = contracts.extract(asked).data("extractContract");
    JsonNode again = contracts.extract(asked).data("extractContract");

    assertThat(first.path("isNew").asBoolean()).isTrue();
    assertThat(again.path("isNew").asBoolean()).isFalse();
    assertThat(again.path("extraction")).isEqualTo(first.path("extraction"));
    assertThat(scripted.reads()).isEqualTo(1);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT");
  }

  @Test
  void forcedItIsReadAgainAndTakesThePlaceOfTheFirst() {
    String contractId = contracts.contract();
    String first = contracts.extracted(contractId).path("id").asText();

    JsonNode forced =
        contracts.extract(Map.of("contractId", contractId, "force", true)).data("extractContract");

    assertThat(forced.path("isNew").asBoolean()).isTrue();
    assertThat(forced.at("/extraction/id").asText()).isNotEqualTo(first);
    assertThat(forced.at("/extraction/isCurrent").asBoolean()).isTrue();
    JsonNode replaced = contracts.read(first);
    assertThat(replaced.path("isCurrent").asBoolean()).isFalse();
    assertThat(replaced.at("/viewerCan/submit/reason").asText())
        .isEqualTo("A newer extraction of the contract has taken its place.");
    assertThat(contracts.rows("extraction", contractId)).isEqualTo(2);
  }

  @Test
  void anotherProviderReadsTheSameTextForItself() {
    String contractId = contracts.contract();
    contracts.extracted(contractId);

    JsonNode other =
        contracts
            .extract(Map.of("contractId", contractId, "provider", "BEDROCK"))
            .data("extractContract");

    assertThat(other.path("isNew").asBoolean()).isTrue();
    assertThat(other.at("/extraction/model").asText()).isEqualTo("scripted");
    assertThat(other.at("/extraction/promptTokens").asInt()).isEqualTo(100);
    assertThat(other.at("/extraction/costUsd").asText()).isEqualTo("0.250000");
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPath() {
    String contractId = contracts.contract();
    String without = contracts.contract(deal -> deal.noText(null));
    String failed = contracts.contract(deal -> deal.noText(TextStatus.FAILED));

    assertThat(refused(Map.of("contractId", "no-such-contract")))
        .containsExactly("NOT_FOUND input.contractId");
    assertThat(refused(Map.of("contractId", without)))
        .containsExactly("TEXT_MISSING input.contractId");
    assertThat(refused(Map.of("contractId", failed)))
        .containsExactly("TEXT_MISSING input.contractId");
    assertThat(refused(Map.of("contractId", contractId, "provider", "ANTHROPIC")))
        .containsExactly("READER_UNAVAILABLE input.provider");
    assertThat(contracts.rows("extraction", contractId)).isZero();
    assertThat(contracts.audited(contractId)).isEmpty();
    assertThat(leases(contractId)).isZero();
  }

  @Test
  void aTextThatFailedAfterOneThatCameInIsMissingToo() {
    String contractId = contracts.contract();
    contracts.store(contractId, deal -> deal.noText(TextStatus.FAILED));

    assertThat(refused(Map.of("contractId", contractId)))
        .containsExactly("TEXT_MISSING input.contractId");
  }

  @Test
  void aReaderThatFailsLeavesNothingBehind() {
    String contractId = contracts.contract();

    scripted.says(Optional::empty);
    assertThat(refused(Map.of("contractId", contractId, "provider", "BEDROCK")))
        .containsExactly("READER_UNAVAILABLE input.provider");
    scripted.says(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThat(contracts.extract(Map.of("contractId", contractId, "provider", "BEDROCK")).errors())
        .containsExactly("INTERNAL");

    assertThat(leases(contractId)).isZero();
    assertThat(contracts.rows("extraction", contractId)).isZero();
    scripted.says(ScriptedReader.PLAIN);
    assertThat(extract(contractId, false).path("isNew").asBoolean()).isTrue();
  }

  @Test
  void whatCannotBeStoredLetsTheNextOneRead() {
    String contractId = contracts.contract();
    scripted.says(
        () ->
            Optional.of(
                new ReadTerms(
                    ScriptedReader.PLAIN,
                    ExtractionProvider.BEDROCK,
                    "m".repeat(101),
                    true,
                    null,
                    null,
                    null)));

    assertThat(contracts.extract(Map.of("contractId", contractId, "provider", "BEDROCK")).errors())
        .containsExactly("INTERNAL");

    assertThat(leases(contractId)).isZero();
    assertThat(contracts.audited(contractId)).isEmpty();
  }

  @Test
  void aRepeatedKeyIsAnsweredWithoutReading() {
    String contractId = contracts.contract();
    Map<String, Object> asked = new HashMap<>();
    asked.put("contractId", contractId);
    asked.put("provider", "BEDROCK");
    asked.put("force", true);
    asked.put("idempotencyKey", "again-and-again");

    JsonNode first = contracts.extract(asked).data("extractContract");
    JsonNode again = contracts.extract(asked).data("extractContract");
    asked.put("force", false);
    Api.Answer reused = contracts.extract(asked);

    assertThat(again).isEqualTo(first);
    assertThat(first.path("isNew").asBoolean()).isTrue();
    assertThat(scripted.reads()).isEqualTo(1);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT");
    assertThat(reused.refused("extractContract"))
        .containsExactly("KEY_REUSED input.idempotencyKey");
  }

  @Test
  void onlyAnOperatorHasTextsRead() {
    String contractId = contracts.contract();
    String call =
        "mutation { extractContract(input: {contractId: \"%s\"}) { isNew } }".formatted(contractId);

    assertThat(api.query(null, call).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.query(api.signedIn(api.someone(Role.ANALYST)), call).errors())
        .containsExactly("FORBIDDEN");
    assertThat(contracts.rows("extraction", contractId)).isZero();
  }

  private JsonNode extract(String contractId, boolean isForced) {
    return contracts
        .extract(Map.of("contractId", contractId, "provider", "BEDROCK", "force", isForced))
        .data("extractContract");
  }

  private List<String> refused(Map<String, ?> input) {
    return contracts.extract(input).refused("extractContract");
  }

  private int leases(String contractId) {
    List<UUID> held =
        sql.list(
            """
            SELECT l.holder FROM extraction_lease l JOIN document d ON d.id = l.document_id
            WHERE d.contract_id = ?
            """,
            row -> Rows.uuid(row, "holder"),
            contractId);
    return held.size();
  }
}
