package app.countersign.extraction;

import static app.countersign.testing.TestContracts.absent;
import static app.countersign.testing.TestContracts.fixedFee;
import static app.countersign.testing.TestContracts.method;
import static app.countersign.testing.TestContracts.premium;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import app.countersign.testing.Api;
import app.countersign.testing.TestContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Quality over four submissions of one reader, a pending one, and one of the rules. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "countersign.database.name", value = "extraction_quality")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "extraction.scripted", value = "true")
class ExtractionQualityTest {
  private static final String LINE =
      """
      term provider model period extractionCount shownCount correctedCount missedCount
      correctionRate calibration { from to shownCount acceptedCount acceptanceRate }
      meanDurationMillis p95DurationMillis costUsd
      """;

  @Inject TestContracts contracts;
  @Inject Api api;
  @Inject ScriptedReader scripted;
  @Inject TestClock clock;
  @Inject Sql sql;

  @BeforeAll
  void submissions() {
    // 23:30 in Berlin is a Sunday, and Monday begins half an hour later; in UTC it is all Sunday.
    submission("2026-03-01T22:30:00Z", ScriptedReader.reading("90", "89.99", "100"), 100);
    submission(
        "2026-03-01T23:00:00Z",
        ScriptedReader.reading("95", "80", "70"),
        200,
        premium("999.99"),
        absent("CANCELLATION_FEE"));
    submission(
        "2026-03-03T12:00:00Z",
        new Reading(
            Term.absent(BigDecimal.TEN, null),
            ScriptedReader.term(RefundMethod.UNKNOWN, "20", true),
            Term.absent(BigDecimal.TEN, null)),
        301,
        premium("700"),
        method("FLAT"));
    submission(
        "2026-04-01T00:00:00Z",
        new Reading(
            ScriptedReader.term(ScriptedReader.usd("5.00"), "0", true),
            Term.absent(BigDecimal.TEN, null),
            ScriptedReader.<CancellationFee>term(
                new CancellationFee.Fixed(ScriptedReader.usd("1.00")), "55", true)),
        400,
        method("UNKNOWN"),
        fixedFee("2"));
    at("2026-04-02T00:00:00Z");
    scripted.says(ScriptedReader.PLAIN);
    contracts.extract(Map.of("contractId", contracts.contract(), "provider", "BEDROCK"));
    contracts.submitted(contracts.contract(), List.of());
  }

  @Test
  void eachTermIsCountedByItself() {
    List<JsonNode> lines = lines("groupBy: [PROVIDER]");

    assertThat(lines.stream().map(each -> each.path("provider").asText()))
        .containsExactly("BEDROCK", "BEDROCK", "BEDROCK", "RULES", "RULES", "RULES");
    assertThat(lines.stream().limit(3).map(ExtractionQualityTest::counts))
        .containsExactly(
            "PREMIUM 4 shown 3 corrected 1 missed 1 rate 0.5000",
            "REFUND_METHOD 4 shown 2 corrected 0 missed 1 rate 0.2500",
            "CANCELLATION_FEE 4 shown 3 corrected 2 missed 0 rate 0.5000");
    JsonNode premium = lines.getFirst();
    assertThat(premium.path("meanDurationMillis").asInt()).isEqualTo(250);
    assertThat(premium.path("p95DurationMillis").asInt()).isEqualTo(400);
    assertThat(premium.path("costUsd").asText()).isEqualTo("1.000000");
    assertThat(premium.path("model").isNull()).isTrue();
    assertThat(premium.path("period").isNull()).isTrue();
    assertThat(lines.get(3).path("costUsd").asText()).isEqualTo("0.000000");
  }

  @Test
  void confidencesAreHeldAgainstWhatWasAccepted() {
    List<JsonNode> lines = lines("groupBy: [PROVIDER]");

    assertThat(buckets(lines.get(0))).containsExactly("0-10: 1 of 1", "90-100: 1 of 2");
    assertThat(buckets(lines.get(1))).containsExactly("80-90: 2 of 2");
    assertThat(buckets(lines.get(2)))
        .containsExactly("50-60: 0 of 1", "70-80: 0 of 1", "90-100: 1 of 1");
    assertThat(lines.get(0).at("/calibration/1/acceptanceRate").asText()).isEqualTo("0.5000");
  }

  @Test
  void daysWeeksAndMonthsBeginInTheZoneAsked() {
    assertThat(periods("groupBy: [PROVIDER, DAY]"))
        .containsExactly("2026-03-01 2", "2026-03-03 1", "2026-04-01 1", "2026-04-02 1");
    assertThat(periods("groupBy: [DAY], timeZone: \"Europe/Berlin\""))
        .containsExactly(
            "2026-03-01 1", "2026-03-02 1", "2026-03-03 1", "2026-04-01 1", "2026-04-02 1");
    assertThat(periods("groupBy: [WEEK], timeZone: \"Europe/Berlin\""))
        .containsExactly("2026-02-23 1", "2026-03-02 2", "2026-03-30 2");
    assertThat(periods("groupBy: [MONTH], timeZone: \"America/New_York\""))
        .containsExactly("2026-03-01 4", "2026-04-01 1");
  }

  @Test
  void aTimeOfSubmissionAndNoGroupsAreEnough() {
    List<JsonNode> march =
        lines(
            """
            groupBy: [], submittedAt: {from: "2026-03-01T23:00:00Z", to: "2026-04-01T00:00:00Z"}
            """);
    List<JsonNode> before = lines("submittedAt: {to: \"2026-01-01T00:00:00Z\"}");
    List<JsonNode> models = lines("groupBy: [MODEL]");

    assertThat(march.stream().map(ExtractionQualityTest::counts))
        .containsExactly(
            "PREMIUM 2 shown 1 corrected 1 missed 1 rate 1.0000",
            "REFUND_METHOD 2 shown 1 corrected 0 missed 1 rate 0.5000",
            "CANCELLATION_FEE 2 shown 1 corrected 1 missed 0 rate 0.5000");
    assertThat(before).isEmpty();
    assertThat(models.getLast().path("model").asText()).isEqualTo("scripted");
    assertThat(models.getLast().path("provider").isNull()).isTrue();
  }

  @Test
  void twoPeriodsOrNoZoneAreABadRequest() {
    assertThat(ask("groupBy: [DAY, WEEK]").errors()).containsExactly("BAD_REQUEST");
    assertThat(ask("timeZone: \"Mars/Base\"").errors()).containsExactly("BAD_REQUEST");
  }

  @SafeVarargs
  private void submission(
      String at, Reading reading, int millis, Map<String, Object>... corrections) {
    at(at);
    scripted.says(reading);
    String id =
        contracts
            .extract(Map.of("contractId", contracts.contract(), "provider", "BEDROCK"))
            .data("extractContract.extraction.id")
            .asText();
    sql.update("UPDATE extraction SET duration_millis = ? WHERE id = ?::uuid", millis, id);
    assertThat(contracts.submit(id, List.of(corrections)).refused("submitExtraction")).isEmpty();
  }

  private void at(String time) {
    clock.set(Instant.parse(time));
    contracts.signInAgain();
  }

  private List<String> periods(String arguments) {
    return lines(arguments).stream()
        .filter(line -> line.path("term").asText().equals("PREMIUM"))
        .map(line -> line.path("period").asText() + " " + line.path("extractionCount").asInt())
        .toList();
  }

  private Api.Answer ask(String arguments) {
    return api.query(
        contracts.token(), "{ extractionQuality(%s) { %s } }".formatted(arguments, LINE));
  }

  private List<JsonNode> lines(String arguments) {
    return ask(arguments).data("extractionQuality").valueStream().toList();
  }

  private static String counts(JsonNode line) {
    return "%s %d shown %d corrected %d missed %d rate %s"
        .formatted(
            line.path("term").asText(),
            line.path("extractionCount").asInt(),
            line.path("shownCount").asInt(),
            line.path("correctedCount").asInt(),
            line.path("missedCount").asInt(),
            line.path("correctionRate").asText());
  }

  private static List<String> buckets(JsonNode line) {
    return line.path("calibration")
        .valueStream()
        .map(
            each ->
                "%d-%d: %d of %d"
                    .formatted(
                        each.path("from").asInt(),
                        each.path("to").asInt(),
                        each.path("acceptedCount").asInt(),
                        each.path("shownCount").asInt()))
        .toList();
  }
}
