package app.countersign.pipeline;

import static app.countersign.pipeline.PipelineFixture.ALL;
import static app.countersign.pipeline.PipelineFixture.CARD_HEAVY;
import static app.countersign.pipeline.PipelineFixture.SAVER;
import static app.countersign.pipeline.PipelineFixture.SENIOR;
import static app.countersign.pipeline.PipelineFixture.SILENT;
import static app.countersign.pipeline.PipelineFixture.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailFinding;
import app.countersign.ledger.ConsentKind;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.review.ReviewDesk;
import app.countersign.signal.SignalWindow;
import app.countersign.testing.TestTraces;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.TraceRepository;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PipelineTest
class RecommenderTest {
  @Inject PipelineFixture pipeline;
  @Inject TraceRepository traces;
  @Inject ReviewDesk reviews;
  @Inject RunningClock clock;

  @Test
  void aRunBringsRecommendationsToTheDeskWithTheirTraces() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    List<Recommendation> made = pipeline.made(userId);

    assertThat(made).hasSizeBetween(4, 8);
    assertThat(made)
        .allSatisfy(
            one -> {
              assertThat(one.userId()).isEqualTo(userId);
              assertThat(one.source()).isEqualTo("pipeline");
              assertThat(one.status()).isEqualTo(RecommendationStatus.PENDING);
              assertThat(one.assignmentId()).isNotNull();
              assertThat(one.personaPrimary()).isEqualTo(PersonaKind.HIGH_UTILIZATION);
              assertThat(one.content().url()).startsWith("https://learn.countersign.example/");
              assertThat(one.disclaimer()).startsWith("This is general education");
            });
    assertThat(made)
        .extracting(Recommendation::assignmentId)
        .containsOnly(made.getFirst().assignmentId());
    assertThat(made)
        .filteredOn(one -> one.type() == ContentType.PARTNER_OFFER)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.content().provider()).isNotBlank());
    assertThat(traces.byRecommendation(ids(made))).hasSameSizeAs(made);
    assertThat(
            pipeline.count(
                """
                SELECT count(*) AS n FROM audit_entry
                WHERE user_id = ? AND action = 'CREATE' AND actor_name = 'Sena'
                """,
                userId))
        .isEqualTo(made.size());
    assertThat(pipeline.count("SELECT count(*) AS n FROM audit_faults(NULL, NULL)")).isZero();
  }

  @Test
  void aSecondRunMakesNothingNew() {
    String userId = pipeline.user(CARD_HEAVY, ALL);
    pipeline.made(userId);
    List<Integer> before = pipeline.counts(userId);

    assertThat(pipeline.made(userId)).isEmpty();

    assertThat(pipeline.counts(userId)).isEqualTo(before);
    assertThat(pipeline.traces(userId)).isEqualTo(before.getLast());
  }

  @Test
  void thirtyTwoRunsAtOnceMakeOneSet() throws Exception {
    String alone = pipeline.user(SAVER, ALL);
    String contested = pipeline.user(SAVER, ALL);
    int expected = pipeline.made(alone).size();
    CyclicBarrier start = new CyclicBarrier(32);
    List<Recommendation> made = Collections.synchronizedList(new ArrayList<>());

    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int run = 0; run < 32; run++) {
        runs.add(
            threads.submit(
                () -> {
                  start.await();
                  return made.addAll(pipeline.made(contested));
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }

    assertThat(made).hasSize(expected);
    assertThat(pipeline.counts(contested)).isEqualTo(List.of(1, 1, expected));
    assertThat(pipeline.traces(contested)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void nothingIsComputedWithoutConsentAndNoOfferIsMadeWithoutItsOwn(int combination) {
    Set<ConsentKind> granted = EnumSet.noneOf(ConsentKind.class);
    for (ConsentKind kind : ConsentKind.values()) {
      if ((combination >> kind.ordinal() & 1) == 1) {
        granted.add(kind);
      }
    }
    String userId = pipeline.user(CARD_HEAVY, granted);

    RunOutcome outcome = pipeline.run(userId);

    if (!granted.containsAll(PipelineInput.REQUIRED_CONSENTS)) {
      assertThat(outcome)
          .isEqualTo(
              new RunOutcome.Refused(
                  UserErrorCode.CONSENT_MISSING,
                  "The user has not consented to data analysis and recommendations."));
      assertThat(pipeline.counts(userId)).containsOnly(0);
      return;
    }
    List<Recommendation> made = ((RunOutcome.Made) outcome).recommendations();
    assertThat(made).isNotEmpty();
    assertThat(made.stream().anyMatch(one -> one.type() == ContentType.PARTNER_OFFER))
        .isEqualTo(granted.contains(ConsentKind.PARTNER_OFFERS));
    if (!granted.contains(ConsentKind.PARTNER_OFFERS)) {
      assertThat(candidates(made.getFirst()))
          .filteredOn(candidate -> candidate.type() == ContentType.PARTNER_OFFER)
          .isNotEmpty()
          .allSatisfy(
              candidate ->
                  assertThat(candidate.reasons())
                      .endsWith("Not chosen: the user has not agreed to partner offers"));
    }
  }

  @Test
  void aWithdrawnConsentCountsFromTheNextRunOn() {
    String userId = pipeline.user(CARD_HEAVY, ALL);
    pipeline.consent(userId, ConsentKind.RECOMMENDATIONS, false);

    assertThat(pipeline.run(userId)).isInstanceOf(RunOutcome.Refused.class);

    pipeline.consent(userId, ConsentKind.RECOMMENDATIONS, true);
    assertThat(pipeline.made(userId)).isNotEmpty();
  }

  @Test
  void withoutAnySignalThePersonaIsOnRecordAndNothingIsDrafted() {
    String userId = pipeline.user(SILENT, ALL);

    assertThat(pipeline.run(userId)).isEqualTo(new RunOutcome.NoSignals());

    assertThat(pipeline.counts(userId)).isEqualTo(List.of(0, 1, 0));
  }

  @Test
  void everyIdIsAnsweredInTheOrderAsked() {
    String heavy = pipeline.user(CARD_HEAVY, ALL);
    String silent = pipeline.user(SILENT, ALL);
    String unwilling = pipeline.user(CARD_HEAVY, Set.of());

    Map<String, RunOutcome> outcomes =
        pipeline.run(List.of("nobody", unwilling, heavy, silent), TODAY);

    assertThat(outcomes.keySet()).containsExactly("nobody", unwilling, heavy, silent);
    assertThat(outcomes.get("nobody"))
        .isEqualTo(new RunOutcome.Refused(UserErrorCode.NOT_FOUND, "There is no such user."));
    assertThat(outcomes.get(unwilling)).isInstanceOf(RunOutcome.Refused.class);
    assertThat(outcomes.get(heavy)).isInstanceOf(RunOutcome.Made.class);
    assertThat(outcomes.get(silent)).isEqualTo(new RunOutcome.NoSignals());
  }

  @Test
  void anOverdueUserGetsTheCardOfferHeldBack() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    Recommendation held =
        pipeline.made(userId).stream()
            .filter(one -> one.content().id().equals("offer_pinecrest_balance_card"))
            .findFirst()
            .orElseThrow();

    assertThat(held.guardrails().passed()).isFalse();
    assertThat(held.guardrails().eligibility().findings())
        .extracting(GuardrailFinding::code)
        .containsExactly("PAYMENT_OVERDUE");
  }

  @Test
  void whatWaitsOrWasDecidedNotLongAgoIsNotMadeAgainAndTheTraceSaysSo() {
    String userId = pipeline.user(SAVER, ALL);
    List<Recommendation> first = pipeline.made(userId);
    Recommendation rejected = first.get(0);
    Recommendation approved = first.get(1);
    Recommendation flagged = first.get(2);
    reviews.reject(SENIOR, rejected.id(), "The numbers are out of date.", null);
    reviews.approve(SENIOR, approved.id(), null, null);
    reviews.flag(SENIOR, flagged.id(), "Somebody senior may want to look.", null);
    RunScope month = new RunScope(SignalWindow.DAYS_30, DemoLedgers.TODAY);

    assertThat(pipeline.made(userId, month)).isEmpty();

    clock.jump(Duration.ofDays(30).plusMinutes(1));
    List<Recommendation> again =
        pipeline.made(userId, new RunScope(SignalWindow.DAYS_180, DemoLedgers.TODAY.plusDays(30)));

    assertThat(again)
        .extracting(one -> one.content().id())
        .contains(rejected.content().id(), approved.content().id())
        .doesNotContain(flagged.content().id());
    assertThat(candidates(again.getFirst()))
        .filteredOn(candidate -> candidate.contentId().equals(flagged.content().id()))
        .flatExtracting(ContentCandidate::reasons)
        .contains("Not chosen: it is flagged and waits for a second look");
    assertThat(candidates(again.getFirst()))
        .filteredOn(candidate -> candidate.contentId().equals(first.get(3).content().id()))
        .flatExtracting(ContentCandidate::reasons)
        .contains("Not chosen: it waits for a decision already");
  }

  @Test
  void theReasonNamesTheDecisionAndItsDay() {
    String userId = pipeline.user(SAVER, Set.copyOf(PipelineInput.REQUIRED_CONSENTS));
    List<Recommendation> first = pipeline.made(userId);
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    reviews.approve(SENIOR, first.getFirst().id(), null, null);
    pipeline.consent(userId, ConsentKind.PARTNER_OFFERS, true);

    List<Recommendation> offers =
        pipeline.made(userId, new RunScope(SignalWindow.DAYS_180, DemoLedgers.TODAY));

    assertThat(offers).isNotEmpty().allMatch(one -> one.type() == ContentType.PARTNER_OFFER);
    assertThat(candidates(offers.getFirst()))
        .filteredOn(candidate -> candidate.contentId().equals(first.getFirst().content().id()))
        .flatExtracting(ContentCandidate::reasons)
        .contains(
            "Not chosen: it was approved on %s, and comes again 30 days after that at the earliest"
                .formatted(day));
  }

  /** A user alone, ten and fifty take the same statements; so does a run that makes nothing. */
  @Test
  void theNumberOfStatementsDoesNotDependOnTheNumberOfUsers() {
    List<String> users = pipeline.users(61);

    int one = statements(users.subList(0, 1));
    int ten = statements(users.subList(1, 11));
    int fifty = statements(users.subList(11, 61));
    int oneAgain = statements(users.subList(0, 1));
    int fiftyAgain = statements(users.subList(11, 61));

    assertThat(List.of(ten, fifty)).containsOnly(one);
    assertThat(fiftyAgain).isEqualTo(oneAgain);
    assertThat(one).isLessThanOrEqualTo(19);
    assertThat(oneAgain).isLessThanOrEqualTo(9);
  }

  private int statements(List<String> userIds) {
    StatementCounter counter = new StatementCounter();
    counter.call(() -> pipeline.run(userIds, TODAY));
    return counter.count();
  }

  @Test
  void aHundredUsersTakeSeconds() {
    List<String> users = pipeline.users(100);
    long started = System.nanoTime();

    Map<String, RunOutcome> outcomes = pipeline.run(users, TODAY);

    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "%d users in %.2f s, %.0f a second%n", outcomes.size(), seconds, users.size() / seconds);
    assertThat(users.size() / seconds).isGreaterThan(2);
  }

  private List<ContentCandidate> candidates(Recommendation recommendation) {
    DecisionTrace trace =
        TestTraces.of(traces, Set.of(recommendation.id())).get(recommendation.id());
    return Objects.requireNonNull(trace).contentCandidates();
  }

  private static List<UUID> ids(List<Recommendation> made) {
    return made.stream().map(Recommendation::id).toList();
  }
}
