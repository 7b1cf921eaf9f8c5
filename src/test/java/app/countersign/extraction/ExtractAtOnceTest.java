package app.countersign.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who have one text read, leases that are left, and texts that change meanwhile. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "extract_at_once")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.extraction.deadline", value = "2s")
@Property(name = "extraction.scripted", value = "true")
class ExtractAtOnceTest {
  private static final int CALLERS = 32;

  @Inject Api api;
  @Inject TestContracts contracts;
  @Inject ScriptedReader scripted;
  @Inject Sql sql;

  @BeforeEach
  void plain() {
    scripted.says(ScriptedReader.PLAIN);
  }

  @Test
  void manyAtOnceMakeOneExtraction() throws Exception {
    String contractId = contracts.contract();
    scripted.says(this::slowly);

    List<JsonNode> answers = atOnce(() -> extract(contractId, false));

    assertThat(ids(answers)).hasSize(1);
    assertThat(answers).filteredOn(each -> each.path("isNew").asBoolean()).hasSize(1);
    assertThat(scripted.reads()).isEqualTo(1);
    assertThat(contracts.rows("extraction", contractId)).isEqualTo(1);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT");
    assertThat(leases(contractId)).isZero();
  }

  @Test
  void manyWhoForceAtOnceShareWhatWasReadAfterTheyAsked() throws Exception {
    String contractId = contracts.contract();
    String first = contracts.extracted(contractId).path("id").asText();
    contracts.submit(first, List.of());
    scripted.says(this::slowly);

    List<JsonNode> answers = atOnce(() -> extract(contractId, true));

    assertThat(ids(answers)).doesNotContain(first);
    assertThat(scripted.reads()).isEqualTo(ids(answers).size()).isLessThanOrEqualTo(3);
    assertThat(contracts.rows("extraction", contractId)).isEqualTo(1 + scripted.reads());
  }

  @Test
  void whatADeadServerHeldRunsOut() {
    String contractId = contracts.contract();
    hold(contractId, Instant.now().plusMillis(400));

    JsonNode made = extract(contractId, false);

    assertThat(made.path("isNew").asBoolean()).isTrue();
    assertThat(leases(contractId)).isZero();
  }

  @Test
  void whoWaitsTooLongForAnotherIsToldToTryAgain() {
    String contractId = contracts.contract();
    hold(contractId, Instant.now().plusSeconds(60));

    assertThat(refused(Map.of("contractId", contractId, "provider", "BEDROCK")))
        .containsExactly("READER_UNAVAILABLE input.provider");
    assertThat(scripted.reads()).isZero();
    assertThat(leases(contractId)).isEqualTo(1);
  }

  @Test
  void aTextThatIsReplacedWhileItIsReadMakesAStaleExtraction() {
    String contractId = contracts.contract();
    scripted.says(
        () -> {
          contracts.store(contractId, deal -> deal.text("A new text."));
          return Optional.of(ScriptedReader.terms(ScriptedReader.PLAIN));
        });

    JsonNode made = extract(contractId, false).path("extraction");

    assertThat(made.path("isStale").asBoolean()).isTrue();
    assertThat(made.path("documentVersion").asInt()).isEqualTo(1);
    Api.Answer submit = contracts.submit(made.path("id").asText(), List.of());
    assertThat(submit.refused("submitExtraction")).containsExactly("STALE_TEXT input.extractionId");
    assertThat(extract(contractId, false).at("/extraction/documentVersion").asInt()).isEqualTo(2);
  }

  @Test
  void aLateReadingOfAnOldTextDoesNotTakeThePlaceOfTheNewOnes() {
    String contractId = contracts.contract();
    scripted.says(
        () -> {
          contracts.store(contractId, deal -> deal.text("A new text."));
          contracts.extracted(contractId);
          return Optional.of(ScriptedReader.terms(ScriptedReader.PLAIN));
        });

    JsonNode late = extract(contractId, false).path("extraction");

    JsonNode ofNew = contracts.extracted(contractId);
    assertThat(late.path("isCurrent").asBoolean()).isFalse();
    assertThat(ofNew.path("isCurrent").asBoolean()).isTrue();
    assertThat(ofNew.path("documentVersion").asInt()).isEqualTo(2);
  }

  private Optional<ReadTerms> slowly() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return Optional.of(ScriptedReader.terms(ScriptedReader.PLAIN));
  }

  private List<JsonNode> atOnce(Callable<JsonNode> call) throws Exception {
    contracts.token();
    return AtOnce.run(CALLERS, call);
  }

  private JsonNode extract(String contractId, boolean isForced) {
    return contracts
        .extract(Map.of("contractId", contractId, "provider", "BEDROCK", "force", isForced))
        .data("extractContract");
  }

  private List<String> refused(Map<String, ?> input) {
    return contracts.extract(input).refused("extractContract");
  }

  private static Set<String> ids(List<JsonNode> answers) {
    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(answer.at("/extraction/id").asText()));
    return ids;
  }

  private void hold(String contractId, Instant until) {
    sql.update(
        """
        INSERT INTO extraction_lease (document_id, provider, holder, expires_at)
        SELECT d.id, 'BEDROCK', ?, ? FROM document d WHERE d.contract_id = ?
        """,
        Ids.next(),
        until,
        contractId);
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
