package app.countersign.extraction;

import static app.countersign.testing.TestContracts.absent;
import static app.countersign.testing.TestContracts.because;
import static app.countersign.testing.TestContracts.fixedFee;
import static app.countersign.testing.TestContracts.percentFee;
import static app.countersign.testing.TestContracts.premium;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a submission is told with its place, and nothing is written. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "submit_refusal")
@Property(name = "countersign.schedule.enabled", value = "false")
class SubmitRefusalTest {
  private static final String MUTATION = "submitExtraction";

  @Inject Api api;
  @Inject TestContracts contracts;

  static Stream<Arguments> invalid() {
    String amount = "INVALID_INPUT input.corrections.0.term.premium.amount";
    String fee = "INVALID_INPUT input.corrections.0.term.cancellationFee.";
    return Stream.of(
        Arguments.of(List.of(premium("$1,249.00")), amount),
        Arguments.of(List.of(premium("-1")), amount),
        Arguments.of(List.of(premium("1.001")), amount),
        Arguments.of(List.of(premium("1234567890123")), amount),
        Arguments.of(
            List.of(Map.of("term", Map.of("premium", Map.of("amount", "1", "currency", "XXQ")))),
            "INVALID_INPUT input.corrections.0.term.premium.currency"),
        Arguments.of(List.of(fixedFee("-0.01")), fee + "fixed.amount"),
        Arguments.of(List.of(fixedFee("0.001")), fee + "fixed.amount"),
        Arguments.of(List.of(percentFee(Map.of("percent", "0"))), fee + "percentage.percent"),
        Arguments.of(List.of(percentFee(Map.of("percent", "101"))), fee + "percentage.percent"),
        Arguments.of(List.of(percentFee(Map.of("percent", "1.00001"))), fee + "percentage.percent"),
        Arguments.of(
            List.of(percentFee(Map.of("percent", "5", "cap", Map.of("amount", "-2")))),
            fee + "percentage.cap.amount"),
        Arguments.of(
            List.of(
                percentFee(
                    Map.of("percent", "5", "cap", Map.of("amount", "2", "currency", "EUR")))),
            "INVALID_INPUT input.corrections.0"),
        Arguments.of(List.of(fixedFee("895.01")), "INVALID_INPUT input.corrections.0"),
        Arguments.of(List.of(premium("49.99")), "INVALID_INPUT input.corrections.0"),
        Arguments.of(List.of(premium("10"), fixedFee("11")), "INVALID_INPUT input.corrections.1"),
        Arguments.of(
            List.of(premium("10"), premium("11")), "INVALID_INPUT input.corrections.1.term"),
        Arguments.of(
            List.of(premium("10"), absent("PREMIUM")), "INVALID_INPUT input.corrections.1.term"),
        Arguments.of(
            List.of(because(premium("900"), "r".repeat(1001))),
            "INVALID_INPUT input.corrections.0.reason"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsInvalidIsRefusedWithItsPathAndNothingIsWritten(List<?> corrections, String refusal) {
    String contractId = contracts.contract();
    JsonNode read = contracts.extracted(contractId);

    Api.Answer answer = contracts.submit(id(read), corrections);

    assertThat(answer.refused(MUTATION)).containsExactly(refusal);
    assertThat(answer.data(MUTATION + ".extraction").isNull()).isTrue();
    assertThat(contracts.read(id(read))).isEqualTo(read);
    assertThat(contracts.audited(contractId)).containsExactly("EXTRACT", "VIEW");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    JsonNode read = contracts.extracted(contracts.contract());

    Api.Answer answer = contracts.submit(id(read), List.of(premium("-1"), fixedFee("0.001")));

    assertThat(answer.refused(MUTATION))
        .containsExactly(
            "INVALID_INPUT input.corrections.0.term.premium.amount",
            "INVALID_INPUT input.corrections.1.term.cancellationFee.fixed.amount");
  }

  @Test
  void aFeeThatWasReadAboveThePriceHasToBeSettled() {
    String contractId =
        contracts.contract(
            deal -> deal.text("Waiver charge: $20.00\nA cancellation fee of $50.00 is kept."));
    JsonNode read = contracts.extracted(contractId);
    assertThat(read.at("/premium/value/amount").asText()).isEqualTo("20.00");
    assertThat(read.at("/warnings/0/kind").asText()).isEqualTo("FEE_ABOVE_PREMIUM");

    Api.Answer plain = contracts.submit(id(read), List.of());
    Api.Answer settled = contracts.submit(id(read), List.of(fixedFee("5")));

    assertThat(plain.refused(MUTATION)).containsExactly("INVALID_INPUT input.corrections");
    assertThat(settled.refused(MUTATION)).isEmpty();
  }

  @Test
  void longNotesAndUnknownValuesAreRefused() {
    JsonNode read = contracts.extracted(contracts.contract());
    String call =
        """
        mutation { submitExtraction(input: {extractionId: "%s",
          corrections: [{term: {%s}}]}) { userErrors { code } } }
        """;

    assertThat(
            contracts
                .submit(Map.of("extractionId", id(read), "notes", "n".repeat(501)))
                .refused(MUTATION))
        .containsExactly("INVALID_INPUT input.notes");
    assertThat(ask(call.formatted(id(read), "refundMethod: HALF")).errors())
        .containsExactly("GRAPHQL_VALIDATION_FAILED");
    assertThat(ask(call.formatted(id(read), "refundMethod: FLAT, absent: PREMIUM")).errors())
        .containsExactly("GRAPHQL_VALIDATION_FAILED");
    assertThat(
            contracts.submit("01890000-0000-7000-8000-000000000000", List.of()).refused(MUTATION))
        .containsExactly("NOT_FOUND input.extractionId");
    assertThat(contracts.submit("no-id", List.of()).refused(MUTATION))
        .containsExactly("NOT_FOUND input.extractionId");
    assertThat(contracts.read(id(read)).path("status").asText()).isEqualTo("PENDING");
    assertThat(
            contracts
                .submit(Map.of("extractionId", id(read), "notes", "é".repeat(500)))
                .refused(MUTATION))
        .isEmpty();
  }

  @Test
  void itIsSubmittedOnceAndAStaleVersionIsToldTheCurrentOne() {
    JsonNode read = contracts.extracted(contracts.contract());
    Api.Answer stale = contracts.submit(Map.of("extractionId", id(read), "expectedVersion", 7));
    contracts.submit(Map.of("extractionId", id(read), "expectedVersion", 1));

    Api.Answer again = contracts.submit(id(read), List.of(premium("1000")));

    assertThat(stale.refused(MUTATION)).containsExactly("STALE_VERSION input.expectedVersion");
    assertThat(stale.data(MUTATION + ".userErrors").at("/0/currentVersion").asInt()).isEqualTo(1);
    assertThat(stale.data(MUTATION + ".userErrors").at("/0/currentStatus").asText())
        .isEqualTo("PENDING");
    assertThat(again.refused(MUTATION)).containsExactly("ILLEGAL_TRANSITION input.extractionId");
    assertThat(again.data(MUTATION + ".userErrors").at("/0/currentVersion").asInt()).isEqualTo(2);
    assertThat(contracts.read(id(read)).at("/premium/value/amount").asText()).isEqualTo("895.00");
  }

  @Test
  void whatIsStaleOrReplacedIsNotSubmitted() {
    String contractId = contracts.contract();
    JsonNode replaced = contracts.extracted(contractId);
    contracts.extract(Map.of("contractId", contractId, "force", true));
    String other = contracts.contract();
    JsonNode stale = contracts.extracted(other);
    contracts.store(other, deal -> deal.text("Other words."));

    assertThat(contracts.submit(id(replaced), List.of()).refused(MUTATION))
        .containsExactly("ILLEGAL_TRANSITION input.extractionId");
    assertThat(contracts.submit(id(stale), List.of()).refused(MUTATION))
        .containsExactly("STALE_TEXT input.extractionId");
    assertThat(contracts.read(id(stale)).at("/viewerCan/submit/reason").asText())
        .isEqualTo("The contract has a newer text: have it read again.");
  }

  @Test
  void anAnalystReadsAndIsToldThatSubmittingNeedsMore() {
    String read = id(contracts.extracted(contracts.contract()));
    String analyst = api.signedIn(api.someone(Role.ANALYST));

    JsonNode seen =
        api.query(
                analyst,
                "{ extraction(id: \"%s\") { viewerCan { submit { allowed reason } } } }"
                    .formatted(read))
            .data("extraction.viewerCan.submit");
    Api.Answer tried =
        api.query(
            analyst,
            "mutation { submitExtraction(input: {extractionId: \"%s\"}) { userErrors { code } } }"
                .formatted(read));

    assertThat(seen.path("allowed").asBoolean()).isFalse();
    assertThat(seen.path("reason").asText()).isEqualTo("Submitting needs the role OPERATOR.");
    assertThat(tried.errors()).containsExactly("FORBIDDEN");
  }

  private Api.Answer ask(String document) {
    return api.query(contracts.token(), document);
  }

  private static String id(JsonNode extraction) {
    return extraction.path("id").asText();
  }
}
