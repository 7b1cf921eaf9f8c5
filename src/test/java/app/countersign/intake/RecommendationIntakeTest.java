package app.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.Comparison;
import app.countersign.persona.Criterion;
import app.countersign.persona.MatchStrength;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaMatch;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.StatementCounter;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.signal.IncomeSignals;
import app.countersign.signal.IncomeType;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import app.countersign.testing.TestTraces;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.ModelUse;
import app.countersign.trace.ScorePart;
import app.countersign.trace.StepTimes;
import app.countersign.trace.TraceRepository;
import app.countersign.trace.TraceStep;
import app.countersign.trace.TraceStepName;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_intake")
class RecommendationIntakeTest {
  private static final Actor PIPELINE = Actor.system("Pipeline");
  private static final Instant START = Instant.parse("2026-03-02T08:59:00.000001Z");

  @Inject DeskFixture desk;
  @Inject RecommendationIntake intake;
  @Inject TraceRepository traces;

  private String user = "";
  private UUID assignment = new UUID(0, 0);

  @BeforeEach
  void anAssignedUser() {
    user = "intake-" + Ids.next();
    assignment = Ids.next();
    desk.user(user);
    desk.sql()
        .update(
            """
            INSERT INTO persona_assignment (id, user_id, signal_window, as_of, persona, strength,
              secondary, matches, assigned_at)
            VALUES (?, ?, 'DAYS_180', DATE '2026-03-01', 'STUDENT', 'STRONG', '{}', '[]', ?)
            """,
            assignment,
            user,
            desk.clock().instant());
  }

  @Test
  void anItemComesInPendingWithItsTraceAndItsFirstEntry() {
    NewRecommendation fresh = fresh("budget-basics", trace());

    Recommendation created =
        Objects.requireNonNull(intake.create(PIPELINE, List.of(fresh)).getFirst().recommendation());

    Instant now = desk.clock().instant();
    assertThat(created)
        .isEqualTo(
            new Recommendation(
                created.id(),
                1,
                user,
                "pipeline",
                assignment,
                PersonaKind.STUDENT,
                PersonaKind.GENERAL,
                ContentType.ARTICLE,
                DeskFixture.TITLE,
                DeskFixture.RATIONALE,
                "Education, not advice.",
                Priority.MEDIUM,
                RecommendationStatus.PENDING,
                fresh.content(),
                DeskFixture.JUDGES,
                null,
                now,
                null,
                START,
                now,
                now));
    assertThat(desk.read(created.id())).isEqualTo(created);
    assertThat(desk.actions(created.id())).containsExactly("CREATE");
    assertThat(desk.lastEntry(created.id()))
        .startsWith("nothing -> {")
        .contains("\"status\": \"PENDING\"", "\"guardrailsPassed\": false");
    DecisionTrace trace =
        Objects.requireNonNull(TestTraces.of(traces, Set.of(created.id())).get(created.id()));
    NewTrace written = trace();
    assertThat(trace)
        .isEqualTo(
            new DecisionTrace(
                trace.id(),
                created.id(),
                written.times(),
                SignalWindow.DAYS_180,
                LocalDate.of(2026, 3, 1),
                written.signals(),
                written.personaMatches(),
                written.contentCandidates(),
                DeskFixture.JUDGES,
                written.model(),
                now));
    assertThat(traces.byIds(Set.of(trace.id()))).containsOnlyKeys(trace.id());
  }

  @Test
  void aTraceTellsWhatEachStepTook() {
    assertThat(trace().times().steps())
        .containsExactly(
            new TraceStep(TraceStepName.SIGNALS_DETECTED, START, null),
            new TraceStep(TraceStepName.PERSONA_ASSIGNED, START.plusNanos(1_500_000), 1.5),
            new TraceStep(TraceStepName.CONTENT_MATCHED, START.plusNanos(1_501_000), 0.001),
            new TraceStep(TraceStepName.RATIONALE_GENERATED, START.plusSeconds(2), 1998.499),
            new TraceStep(TraceStepName.GUARDRAILS_CHECKED, START.plusSeconds(2), 0.0));
    Assertions.assertThatThrownBy(
            () -> new StepTimes(START, START, START.minusNanos(1), START, START))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void userContentAndAssignmentGiveOneRecommendationHoweverOftenTheyCome() {
    NewRecommendation fresh = fresh("budget-basics", trace());
    NewRecommendation other = fresh("rent-guide", null);
    Recommendation first =
        Objects.requireNonNull(intake.create(PIPELINE, List.of(fresh)).getFirst().recommendation());

    List<RecommendationIntake.Arrival> again =
        intake.create(PIPELINE, List.of(fresh, other, other));

    assertThat(again)
        .extracting(RecommendationIntake.Arrival::item)
        .containsExactly(fresh, other, other);
    assertThat(again.get(0).recommendation()).isNull();
    assertThat(again.get(1).recommendation()).isNotNull();
    assertThat(again.get(2).recommendation()).isNull();
    assertThat(desk.actions(first.id())).containsExactly("CREATE");
    assertThat(desk.count("recommendation WHERE user_id = ?", user)).isEqualTo(2);
    assertThat(
            desk.count(
                "decision_trace t JOIN recommendation r ON r.id = t.recommendation_id"
                    + " WHERE r.user_id = ?",
                user))
        .isEqualTo(1);
  }

  @Test
  void manyTakeTheSameStatementsAsOne() {
    List<NewRecommendation> many = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      many.add(fresh("content-" + number, trace()));
    }

    assertThat(statements(List.of(fresh("alone", trace())))).isEqualTo(4);
    assertThat(statements(many)).isEqualTo(4);
    assertThat(statements(List.of())).isZero();
    assertThat(desk.count("recommendation WHERE user_id = ?", user)).isEqualTo(201);
  }

  private int statements(List<NewRecommendation> items) {
    StatementCounter counter = new StatementCounter();
    counter.call(() -> intake.create(PIPELINE, items));
    return counter.count();
  }

  private NewRecommendation fresh(String contentId, @Nullable NewTrace trace) {
    NewRecommendation base =
        desk.fresh(user, PersonaKind.STUDENT, Priority.MEDIUM, DeskFixture.JUDGES, trace);
    GuardrailResult guardrails = base.guardrails();
    return new NewRecommendation(
        user,
        base.source(),
        assignment,
        PersonaKind.STUDENT,
        PersonaKind.GENERAL,
        base.type(),
        base.title(),
        base.rationale(),
        base.disclaimer(),
        base.priority(),
        new app.countersign.recommendation.Content(
            contentId, null, null, "Larkfield", new BigDecimal("4.50")),
        guardrails,
        START,
        trace);
  }

  private static NewTrace trace() {
    return new NewTrace(
        new StepTimes(
            START,
            START.plusNanos(1_500_000),
            START.plusNanos(1_501_000),
            START.plusSeconds(2),
            START.plusSeconds(2)),
        SignalWindow.DAYS_180,
        LocalDate.of(2026, 3, 1),
        new UserSignals(
            null,
            null,
            null,
            new IncomeSignals(
                IncomeType.PAYROLL,
                PaymentFrequency.BIWEEKLY,
                new BigDecimal("14.00"),
                null,
                null,
                new BigDecimal("1250.10"),
                12,
                new BigDecimal("2708.55"),
                List.of()),
            null),
        List.of(
            new PersonaMatch(
                PersonaKind.STUDENT,
                true,
                MatchStrength.STRONG,
                new BigDecimal("0.9"),
                List.of(
                    new Criterion("rent", Comparison.IS_TRUE, "yes", null, null, null, false)))),
        List.of(
            new ContentCandidate(
                "budget-basics",
                "Budget basics",
                ContentType.ARTICLE,
                new BigDecimal("0.8125"),
                List.of(new ScorePart("personaFit", new BigDecimal("1"), new BigDecimal("0.40"))),
                List.of("Made for students"),
                true)),
        new ModelUse("small-model", new BigDecimal("0.7"), 120));
  }
}
