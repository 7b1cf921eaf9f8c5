package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaMatch;
import app.countersign.persona.PersonaRules;
import app.countersign.recommendation.Recommendation;
import app.countersign.signal.SignalField;
import app.countersign.signal.SignalValues;
import app.countersign.testing.TestTraces;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.ScorePart;
import app.countersign.trace.StepTimes;
import app.countersign.trace.TraceRepository;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the traces of a hundred generated users tell is what happened. */
@PipelineTest
@Property(name = "countersign.database.name", value = "pipeline_traces")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTruthTest {
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");
  private static final ValueText TEXT = new ValueText(Currency.getInstance("USD"));
  private static final Catalogue CATALOGUE = CatalogueFiles.load();

  @Inject PipelineFixture pipeline;
  @Inject TraceRepository traces;
  @Inject Clock clock;

  private final Map<Recommendation, DecisionTrace> made = new LinkedHashMap<>();
  private Instant before = Instant.MIN;
  private Instant after = Instant.MAX;

  @BeforeAll
  void runThePipelineForAHundredUsers() {
    List<String> users = pipeline.users(100);
    before = clock.instant();
    Map<String, RunOutcome> outcomes = pipeline.run(users, PipelineFixture.TODAY);
    after = clock.instant();
    List<Recommendation> all = new ArrayList<>();
    for (RunOutcome outcome : outcomes.values()) {
      if (outcome instanceof RunOutcome.Made(List<Recommendation> ofUser)) {
        all.addAll(ofUser);
      }
    }
    var byId = TestTraces.of(traces, all.stream().map(Recommendation::id).toList());
    all.forEach(one -> made.put(one, Objects.requireNonNull(byId.get(one.id()))));
    assertThat(made).hasSizeGreaterThan(400);
  }

  @Test
  void everyNumberInARationaleIsAValueOfTheSignalsOrStandsInTheTemplate() {
    made.forEach(
        (one, trace) -> {
          SignalValues values = SignalValues.of(trace.signals());
          RationaleTemplate template =
              CATALOGUE.item(one.content().id()).orElseThrow().rationales().stream()
                  .filter(
                      each -> each.fill(values, TEXT).filter(one.rationale()::equals).isPresent())
                  .findFirst()
                  .orElseThrow(() -> new AssertionError("not from its signals: " + one));
          Set<String> known =
              Stream.concat(
                      Stream.of(template.source().replaceAll("\\{[^}]*}", "")),
                      Stream.of(SignalField.values())
                          .map(field -> TEXT.of(field, values))
                          .filter(Objects::nonNull))
                  .flatMap(TraceTruthTest::numbers)
                  .collect(Collectors.toSet());

          assertThat(numbers(one.rationale()))
              .as(one.rationale())
              .isNotEmpty()
              .allMatch(known::contains);
        });
  }

  @Test
  void thePersonaIsWhatTheSignalsOfTheTraceShow() {
    made.forEach(
        (one, trace) -> {
          var assessment = PersonaRules.evaluate(trace.signals());

          assertThat(one.personaPrimary()).isEqualTo(assessment.primary());
          assertThat(trace.personaMatches())
              .usingRecursiveComparison()
              .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
              .isEqualTo(assessment.matches());
          assertThat(
                  trace.personaMatches().stream()
                      .filter(PersonaMatch::matched)
                      .map(PersonaMatch::persona)
                      .findFirst()
                      .orElse(PersonaKind.GENERAL))
              .isEqualTo(one.personaPrimary());
        });
  }

  @Test
  void theCandidatesHoldTheChosenWithTheirScores() {
    made.forEach(
        (one, trace) -> {
          List<ContentCandidate> candidates = trace.contentCandidates();

          assertThat(candidates).extracting(ContentCandidate::contentId).doesNotHaveDuplicates();
          assertThat(candidates)
              .filteredOn(candidate -> candidate.contentId().equals(one.content().id()))
              .singleElement()
              .satisfies(
                  candidate -> {
                    assertThat(candidate.chosen()).isTrue();
                    assertThat(candidate.title()).isEqualTo(one.title());
                    assertThat(candidate.type()).isEqualTo(one.type());
                  });
          assertThat(candidates)
              .allSatisfy(
                  candidate -> {
                    assertThat(sum(candidate.parts())).isEqualByComparingTo(candidate.score());
                    assertThat(candidate.reasons()).isNotEmpty();
                    assertThat(candidate.chosen())
                        .isEqualTo(
                            candidate.reasons().stream()
                                .noneMatch(reason -> reason.startsWith("Not chosen")));
                  });
        });
  }

  @Test
  void theRunsOfAUserMadeWhatItsTracesCallChosen() {
    made.keySet().stream()
        .collect(Collectors.groupingBy(Recommendation::userId))
        .forEach(
            (userId, ofUser) ->
                assertThat(
                        made.get(ofUser.getFirst()).contentCandidates().stream()
                            .filter(ContentCandidate::chosen)
                            .map(ContentCandidate::contentId))
                    .containsExactlyInAnyOrderElementsOf(
                        ofUser.stream().map(one -> one.content().id()).toList()));
  }

  @Test
  void theTimesFollowEachOtherAndLieWithinTheRun() {
    made.forEach(
        (one, trace) -> {
          StepTimes times = trace.times();
          List<Instant> steps =
              List.of(
                  before.minusNanos(1_000),
                  times.signalsDetectedAt(),
                  times.personaAssignedAt(),
                  times.contentMatchedAt(),
                  times.rationaleGeneratedAt(),
                  times.guardrailsCheckedAt(),
                  after.plusNanos(1_000));

          assertThat(steps).isSortedAccordingTo(Comparator.naturalOrder());
          assertThat(trace.asOf()).isEqualTo(DemoLedgers.TODAY);
        });
    assertThat(made.values().stream().map(trace -> trace.times().guardrailsCheckedAt()).distinct())
        .hasSizeGreaterThan(300);
  }

  @Test
  void whatTheGuardrailsFoundIsWhatTheRecommendationCarries() {
    made.forEach((one, trace) -> assertThat(trace.guardrails()).isEqualTo(one.guardrails()));
  }

  private static BigDecimal sum(List<ScorePart> parts) {
    return parts.stream()
        .map(part -> part.value().multiply(part.weight()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(4, RoundingMode.HALF_UP);
  }

  private static Stream<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group);
  }
}
