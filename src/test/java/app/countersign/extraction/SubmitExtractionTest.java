package app.countersign.extraction;

import static app.countersign.testing.TestContracts.absent;
import static app.countersign.testing.TestContracts.because;
import static app.countersign.testing.TestContracts.fixedFee;
import static app.countersign.testing.TestContracts.method;
import static app.countersign.testing.TestContracts.percentFee;
import static app.countersign.testing.TestContracts.premium;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Submitting: what holds afterwards, what is refused, and who wins. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "submit_extraction")
@Property(name = "countersign.schedule.enabled", value = "false")
class SubmitExtractionTest {
  private static final String MUTATION = "submitExtraction";

  @Inject Api api;
  @Inject TestContracts contracts;
  @Inject Sql sql;

  @Test
  void submittedAsItIsEverythingIsConfirmed() {
    String contractId = contracts.contract();
    JsonNode read = contracts.extracted(contractId);

    JsonNode done =
        contracts
            .submit(Map.of("extractionId", id(read), "notes", "  Seen.  "))
            .data(MUTATION + ".extraction");

    assertThat(done.path("status").asText()).isEqualTo("APPROVED");
    assertThat(done.path("version").asInt()).isEqualTo(2);
    assertThat(done.path("notes").asText()).isEqualTo("Seen.");
    assertThat(done.path("corrections")).isEmpty();
    assertThat(done.path("premium")).isEqualTo(read.path("premium"));
    assertThat(done.path("submittedBy").path("id").asText())
        .isEqualTo(contracts.operator().id().toString());
    assertThat(done.path("submittedAt").isNull()).isFalse();
    assertThat(done.at("/viewerCan/submit/reason").asText()).isEqualTo("It was submitted already.");
    assertThat(contracts.read(id(read))).isEqualTo(done);
  }

  @Test
  void correctionsHoldAndAreKeptInTheOrderOfTheTerms() {
    String contractId = contracts.contract();

    JsonNode done =
        contracts.submitted(
            contractId,
            List.of(
                fixedFee("0"),
                because(premium("900"), "  As in the deal.  "),
                method("RULE_OF_78")));

    assertThat(done.at("/premium/value/amount").asText()).isEqualTo("900.00");
    assertThat(done.at("/premium/isCorrected").asBoolean()).isTrue();
    assertThat(done.at("/premium/evidence/source/isVerified").asBoolean()).isTrue();
    assertThat(done.at("/refundMethod/value").asText()).isEqualTo("RULE_OF_78");
    assertThat(done.at("/refundMethod/words").isNull()).isTrue();
    assertThat(done.at("/cancellationFee/value/amount/amount").asText()).isEqualTo("0.00");
    assertThat(corrections(done))
        .containsExactly(
            "PREMIUM 895.00 USD > 900.00 USD (As in the deal.)",
            "REFUND_METHOD PRO_RATA_DAILY > RULE_OF_78 (null)",
            "CANCELLATION_FEE 50.00 USD > 0.00 USD (null)");
    assertThat(done.at("/corrections/0/correctedBy/id").asText())
        .isEqualTo(contracts.operator().id().toString());
  }

  @Test
  void aPercentageMayHaveABaseAndALimit() {
    JsonNode done =
        contracts.submitted(
            contracts.contract(),
            List.of(
                percentFee(
                    Map.of("percent", "10", "base", "PRICE", "cap", Map.of("amount", "25")))));

    assertThat(done.at("/cancellationFee/value/__typename").asText()).isEqualTo("PercentageFee");
    assertThat(done.at("/cancellationFee/value/percent").asText()).isEqualTo("10");
    assertThat(done.at("/cancellationFee/value/base").asText()).isEqualTo("PRICE");
    assertThat(done.at("/cancellationFee/value/cap/amount").asText()).isEqualTo("25.00");
    assertThat(corrections(done))
        .containsExactly(
            "CANCELLATION_FEE 50.00 USD > 10 % of the price, at most 25.00 USD (null)");
  }

  @Test
  void whatTheTextDoesNotStateIsCorrectedToNothing() {
    JsonNode done =
        contracts.submitted(
            contracts.contract(), List.of(absent("PREMIUM"), absent("CANCELLATION_FEE")));

    assertThat(done.at("/premium/value").isNull()).isTrue();
    assertThat(done.at("/cancellationFee/value").isNull()).isTrue();
    assertThat(corrections(done))
        .containsExactly(
            "PREMIUM 895.00 USD > null (null)", "CANCELLATION_FEE 50.00 USD > null (null)");
  }

  @Test
  void whatTheReaderMissedHasNoOriginal() {
    String contractId =
        contracts.contract(deal -> deal.text("This page states nothing that matters."));

    JsonNode done = contracts.submitted(contractId, List.of(premium("12.30")));

    assertThat(corrections(done)).containsExactly("PREMIUM null > 12.30 USD (null)");
  }

  @Test
  void namingTheValueThatWasReadConfirmsIt() {
    JsonNode done =
        contracts.submitted(
            contracts.contract(),
            List.of(
                because(premium("895"), "Checked."), method("PRO_RATA_DAILY"), fixedFee("50.0")));

    assertThat(done.path("corrections")).isEmpty();
    assertThat(done.at("/premium/isCorrected").asBoolean()).isFalse();
    assertThat(done.at("/premium/value/amount").asText()).isEqualTo("895.00");
    assertThat(done.at("/refundMethod/words").isNull()).isFalse();
  }

  @Test
  void ofSixtyFourOneSubmits() throws Exception {
    String contractId = contracts.contract();
    JsonNode read = contracts.extracted(contractId);

    List<Api.Answer> answers =
        AtOnce.run(64, () -> contracts.submit(id(read), List.of(premium("900"))));

    assertThat(answers).filteredOn(each -> each.refused(MUTATION).isEmpty()).hasSize(1);
    assertThat(answers)
        .filteredOn(
            each -> each.refused(MUTATION).equals(List.of("ILLEGAL_TRANSITION input.extractionId")))
        .hasSize(63);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT", "SUBMIT");
    JsonNode now = contracts.read(id(read));
    assertThat(now.path("version").asInt()).isEqualTo(2);
    assertThat(now.path("corrections")).hasSize(1);
  }

  @Test
  void aSubmissionAndANewTextNeverMakeASubmittedStaleText() throws Exception {
    List<Callable<Boolean>> works = new ArrayList<>();
    List<String> contractIds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String contractId = contracts.contract();
      String read = id(contracts.extracted(contractId));
      contractIds.add(contractId);
      works.add(() -> contracts.submit(read, List.of()).refused(MUTATION).isEmpty());
      works.add(
          () -> {
            contracts.store(contractId, deal -> deal.text("Words of " + contractId));
            return true;
          });
    }

    List<Boolean> answers = AtOnce.run(works);

    for (int i = 0; i < contractIds.size(); i++) {
      // Ids of entries are drawn while the contract is held: their order is the order of events.
      List<String> actions =
          sql.list(
              "SELECT action FROM audit_entry WHERE contract_id = ? ORDER BY id",
              row -> Rows.text(row, "action"),
              contractIds.get(i));
      assertThat(actions)
          .isEqualTo(
              answers.get(2 * i)
                  ? List.of("IMPORT", "EXTRACT", "SUBMIT", "IMPORT")
                  : List.of("IMPORT", "EXTRACT", "IMPORT"));
    }
  }

  @Test
  void theRecordHoldsBeforeAndAfter() {
    String contractId = contracts.contract();
    JsonNode read = contracts.extracted(contractId);
    contracts.submit(
        Map.of(
            "extractionId", id(read), "corrections", List.of(premium("900")), "notes", "Right."));

    JsonNode entries =
        api.send(
                contracts.token(),
                """
                query ($id: ID!) { extractionAudit(extractionId: $id) { totalCount
                  nodes { action before after actorName } } }
                """,
                Map.of("id", id(read)))
            .data("extractionAudit");

    assertThat(entries.path("totalCount").asInt()).isEqualTo(2);
    JsonNode submit = entries.at("/nodes/0");
    assertThat(submit.path("action").asText()).isEqualTo("SUBMIT");
    assertThat(submit.path("before").toString())
        .contains("\"status\":\"PENDING\"", "\"PREMIUM\":\"895.00 USD\"");
    assertThat(submit.path("after").toString())
        .contains("\"status\":\"APPROVED\"", "\"PREMIUM\":\"900.00 USD\"", "\"notes\":\"Right.\"");
    assertThat(entries.at("/nodes/1/action").asText()).isEqualTo("EXTRACT");
  }

  @Test
  void whatWasSubmittedCannotBeChangedByTheServingRole() {
    String contractId = contracts.contract();
    String submitted = id(contracts.submitted(contractId, List.of()));
    String pending = id(contracts.extracted(contracts.contract()));

    for (String change :
        List.of(
            "premium_amount = 1",
            "refund_method = 'FLAT'",
            "fee = NULL",
            "notes = 'x'",
            "status = 'PENDING'",
            "submitted_at = submitted_at - interval '1 day'")) {
      assertThatThrownBy(() -> update(change, submitted))
          .hasStackTraceContaining("a submitted extraction is never changed");
    }
    assertThatThrownBy(() -> update("reading = '{}'", pending))
        .hasStackTraceContaining("what was read is never changed");
    assertThatThrownBy(() -> sql.update("DELETE FROM extraction"))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> sql.update("UPDATE correction SET corrected = 'x'"))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void aRepeatedKeyIsAnsweredAsTheFirstTime() {
    String contractId = contracts.contract();
    Map<String, Object> input =
        Map.of(
            "extractionId", id(contracts.extracted(contractId)),
            "corrections", List.of(premium("900"), percentFee(Map.of("percent", "10"))),
            "idempotencyKey", "submit-once");

    JsonNode first = contracts.submit(input).data(MUTATION);
    JsonNode again = contracts.submit(input).data(MUTATION);

    assertThat(first.path("userErrors")).isEmpty();
    assertThat(again).isEqualTo(first);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT", "SUBMIT");
  }

  private void update(String change, String extractionId) {
    sql.update("UPDATE extraction SET %s WHERE id = ?::uuid".formatted(change), extractionId);
  }

  private static String id(JsonNode extraction) {
    return extraction.path("id").asText();
  }

  private static List<String> corrections(JsonNode extraction) {
    return extraction
        .path("corrections")
        .valueStream()
        .map(
            each ->
                "%s %s > %s (%s)"
                    .formatted(
                        each.path("term").asText(),
                        each.path("original").asText(null),
                        each.path("corrected").asText(null),
                        each.path("reason").asText(null)))
        .toList();
  }
}
