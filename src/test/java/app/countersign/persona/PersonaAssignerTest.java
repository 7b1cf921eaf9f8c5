package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.SENIOR;
import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.NONE;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.review.TestClock;
import app.countersign.signal.SignalRun;
import app.countersign.signal.SignalRuns;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import io.micronaut.transaction.exceptions.IllegalTransactionStateException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PersonaTest
class PersonaAssignerTest {
  private final PersonaFixture fixture;
  private final PersonaAssigner assigner;
  private final PersonaAssignmentRepository assignments;
  private final PersonaTransitionRepository transitions;
  private final PersonaTransitions detection;
  private final PersonaTenures tenures;
  private final SignalRuns signals;
  private final TestClock clock;

  PersonaAssignerTest(
      PersonaFixture fixture,
      PersonaAssigner assigner,
      PersonaAssignmentRepository assignments,
      PersonaTransitionRepository transitions,
      PersonaTransitions detection,
      PersonaTenures tenures,
      SignalRuns signals,
      TestClock clock) {
    this.fixture = fixture;
    this.assigner = assigner;
    this.assignments = assignments;
    this.transitions = transitions;
    this.detection = detection;
    this.tenures = tenures;
    this.signals = signals;
    this.clock = clock;
  }

  @BeforeEach
  void morning() {
    clock.set(TestClock.MORNING);
  }

  @Test
  void anAssignmentIsOnRecordWithItsSignalsAndItsCriteria() {
    String userId = fixture.user(HIGH_UTILIZATION);

    PersonaFinding finding = fixture.assign(userId, TODAY);

    PersonaAssignment assignment = finding.assignment();
    SignalRun run = Objects.requireNonNull(finding.reading().run());
    assertThat(assignment.persona()).isEqualTo(HIGH_UTILIZATION);
    assertThat(assignment.strength()).isEqualTo(MatchStrength.STRONG);
    assertThat(assignment.secondary()).isEmpty();
    assertThat(assignment.window()).isEqualTo(DAYS_180);
    assertThat(assignment.asOf()).isEqualTo(TODAY);
    assertThat(assignment.assignedAt()).isEqualTo(TestClock.MORNING);
    assertThat(assignment.matches()).hasSize(5);
    assertThat(assignment.matches().getFirst().criteria().getFirst().observed())
        .isEqualTo("yes, highest 80%");
    assertThat(assignment.signalRunId()).isEqualTo(run.id());
    assertThat(Objects.requireNonNull(run.signals().credit()).aggregateUtilizationPct())
        .isEqualByComparingTo("80.00");
    assertThat(finding.transition()).isNull();
    assertThat(finding.isNew()).isTrue();
    assertThat(assignments.latest(List.of(userId), DAYS_180)).containsEntry(userId, assignment);
    assertThat(signals.byIds(List.of(run.id()))).containsEntry(run.id(), run);
    assertThat(fixture.audited(userId)).containsExactly("ASSIGN_PERSONA - HIGH_UTILIZATION");
  }

  @Test
  void aUserWithoutDataIsNoneAndHasNoSignals() {
    String userId = fixture.user(NONE);

    PersonaFinding finding = fixture.assign(userId, TODAY);

    assertThat(finding.assignment().persona()).isEqualTo(NONE);
    assertThat(finding.assignment().strength()).isEqualTo(MatchStrength.NONE);
    assertThat(finding.assignment().signalRunId()).isNull();
    assertThat(finding.signals()).isEqualTo(UserSignals.NONE);
    assertThat(signals.latest(List.of(userId), DAYS_180, null)).isEmpty();
  }

  @Test
  void nothingIsStoredOfWhoIsUnknownOrDidNotConsent() {
    String silent = fixture.user(HIGH_UTILIZATION);
    fixture.withdrawConsent(silent);
    List<Integer> before = fixture.counts();

    Map<String, PersonaOutcome> outcomes =
        fixture.assign(List.of("nobody", silent), EnumSet.allOf(SignalWindow.class), TODAY);

    assertThat(outcomes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "nobody",
                new PersonaOutcome.Refused(PersonaOutcome.Refusal.UNKNOWN_USER),
                silent,
                new PersonaOutcome.Refused(PersonaOutcome.Refusal.CONSENT_MISSING)));
    assertThat(fixture.counts()).isEqualTo(before);
  }

  @Test
  void bothWindowsStandSideBySide() {
    String saver = fixture.user(SAVINGS_BUILDER);
    fixture.become(saver, SAVINGS_BUILDER, TODAY.minusDays(60));
    String user = fixture.user(HIGH_UTILIZATION);

    Map<String, PersonaOutcome> outcomes =
        fixture.assign(List.of(user, saver), EnumSet.allOf(SignalWindow.class), TODAY);

    PersonaOutcome.Assigned ofSaver =
        (PersonaOutcome.Assigned) Objects.requireNonNull(outcomes.get(saver));
    assertThat(ofSaver.in(DAYS_30).assignment().persona()).isEqualTo(GENERAL);
    assertThat(ofSaver.in(DAYS_180).assignment().persona()).isEqualTo(SAVINGS_BUILDER);
    assertThat(outcomes.get(user)).isInstanceOf(PersonaOutcome.Assigned.class);
    assertThat(assignments.latest(List.of(user, saver), DAYS_30)).containsOnlyKeys(user, saver);
  }

  @Test
  void aChangeIsATransitionWithTheWholeStayBeforeIt() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    PersonaFinding last = fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 2, 1));

    PersonaFinding changed = fixture.live(userId, GENERAL, TODAY);

    PersonaTransition transition = Objects.requireNonNull(changed.transition());
    assertThat(transition.fromAssignmentId()).isEqualTo(last.assignment().id());
    assertThat(transition.toAssignmentId()).isEqualTo(changed.assignment().id());
    assertThat(transition.fromPersona()).isEqualTo(HIGH_UTILIZATION);
    assertThat(transition.toPersona()).isEqualTo(GENERAL);
    assertThat(transition.daysInPrevious()).isEqualTo(60);
    assertThat(transition.isPositive()).isTrue();
    assertThat(transition.milestone()).isEqualTo("credit_normalized");
    assertThat(transition.achievementTitle()).isEqualTo("Credit Health Restored");
    assertThat(transition.transitionedAt()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    assertThat(transition.celebrationShownAt()).isNull();
    assertThat(transitions.byIds(List.of(transition.id())))
        .containsEntry(transition.id(), transition);
    assertThat(fixture.audited(userId))
        .containsExactly(
            "ASSIGN_PERSONA - HIGH_UTILIZATION",
            "ASSIGN_PERSONA HIGH_UTILIZATION HIGH_UTILIZATION",
            "ASSIGN_PERSONA HIGH_UTILIZATION GENERAL",
            "TRANSITION HIGH_UTILIZATION GENERAL");
    assertThat(fixture.faultsInAudit(userId)).isZero();
  }

  @Test
  void assigningAgainAddsARowAndNoTransition() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(1));
    fixture.live(userId, GENERAL, TODAY);

    PersonaFinding again = fixture.assign(userId, TODAY);

    assertThat(again.transition()).isNull();
    assertThat(rows("persona_assignment", userId)).isEqualTo(3);
    assertThat(rows("persona_transition", userId)).isEqualTo(1);
  }

  @Test
  void windowsHaveTheirOwnTransitions() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(1));
    fixture.become(userId, GENERAL, TODAY);

    PersonaFinding other = fixture.assign(userId, DAYS_30, TODAY);

    assertThat(other.transition()).isNull();
    assertThat(rows("persona_transition", userId)).isZero();
  }

  @Test
  void anAssignmentBetweenOthersMakesNoTransitionAndMovesTheTenure() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    PersonaFinding changed = fixture.live(userId, GENERAL, LocalDate.of(2026, 2, 1));

    PersonaFinding between = fixture.live(userId, GENERAL, LocalDate.of(2026, 1, 15));

    assertThat(between.transition()).isNull();
    assertThat(rows("persona_transition", userId)).isEqualTo(1);
    assertThat(assignments.latest(List.of(userId), DAYS_180).get(userId))
        .isEqualTo(changed.assignment());
    assertThat(tenure(userId, TODAY))
        .isEqualTo(
            new PersonaTenure(
                GENERAL, Instant.parse("2026-01-16T00:00:00Z"), 46, HIGH_UTILIZATION, 14L));
  }

  @Test
  void aTransitionOnRecordStaysWhateverIsPutBeforeItLater() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    PersonaFinding changed = fixture.live(userId, GENERAL, LocalDate.of(2026, 2, 1));

    fixture.live(userId, SAVINGS_BUILDER, LocalDate.of(2026, 1, 15));
    PersonaTransition detected = detect(userId);

    assertThat(detected).isEqualTo(changed.transition());
    assertThat(rows("persona_transition", userId)).isEqualTo(1);
  }

  @Test
  void whatABackDatedAssignmentUncoversIsDetectedOnce() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 2, 1));
    fixture.live(userId, GENERAL, LocalDate.of(2026, 1, 15));

    PersonaTransition detected = detect(userId);
    PersonaTransition again = detect(userId);

    assertThat(Objects.requireNonNull(detected).fromPersona()).isEqualTo(GENERAL);
    assertThat(detected.toPersona()).isEqualTo(HIGH_UTILIZATION);
    assertThat(detected.daysInPrevious()).isEqualTo(17);
    assertThat(detected.isPositive()).isFalse();
    assertThat(again).isEqualTo(detected);
    assertThat(fixture.audited(userId)).endsWith("TRANSITION GENERAL HIGH_UTILIZATION");
    assertThat(fixture.audited(userId)).filteredOn(entry -> entry.startsWith("TRANS")).hasSize(1);
  }

  @Test
  void nothingIsDetectedWhereNothingChanged() {
    String userId = fixture.user(GENERAL);

    assertThat(detect(userId)).isNull();
    fixture.assign(userId, TODAY.minusDays(1));
    assertThat(detect(userId)).isNull();
    fixture.assign(userId, TODAY);
    assertThat(detect(userId)).isNull();
  }

  @Test
  void noneIsOnRecordLikeAnyPersonaAndNeverPositive() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));

    PersonaFinding lost = fixture.live(userId, NONE, LocalDate.of(2026, 2, 1));
    PersonaFinding found = fixture.live(userId, SAVINGS_BUILDER, LocalDate.of(2026, 2, 10));
    PersonaFinding back = fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 2, 20));

    assertThat(Objects.requireNonNull(lost.transition()).isPositive()).isFalse();
    assertThat(lost.transition().milestone()).isNull();
    assertThat(Objects.requireNonNull(found.transition()).isPositive()).isFalse();
    assertThat(found.transition().daysInPrevious()).isEqualTo(9);
    assertThat(Objects.requireNonNull(back.transition()).daysInPrevious()).isEqualTo(10);
    assertThat(tenure(userId, TODAY).days()).isEqualTo(10);
  }

  @Test
  void aGapDoesNotEndATenure() {
    String userId = fixture.user(STUDENT);
    fixture.live(userId, STUDENT, LocalDate.of(2025, 3, 2));
    fixture.live(userId, STUDENT, TODAY);

    assertThat(tenure(userId, TODAY))
        .isEqualTo(
            new PersonaTenure(STUDENT, Instant.parse("2025-03-03T00:00:00Z"), 365, null, null));
  }

  @Test
  void aTenureBegunTodayIsOfNoDay() {
    String userId = fixture.user(GENERAL);
    fixture.assign(userId, TODAY);

    PersonaTenure now = tenures.of(List.of(userId), DAYS_180, null).get(userId);
    clock.advance(Duration.ofHours(39));
    PersonaTenure aDayLater = tenures.of(List.of(userId), DAYS_180, null).get(userId);

    assertThat(Objects.requireNonNull(now).days()).isZero();
    assertThat(Objects.requireNonNull(aDayLater).days()).isEqualTo(1);
    assertThat(tenures.of(List.of(userId), DAYS_180, TODAY.minusDays(1))).isEmpty();
  }

  @Test
  void theCurrentPersonaOfADayIsAssignedOnce() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(3));
    fixture.become(userId, GENERAL, TODAY);

    PersonaFinding first = current(userId, TODAY);
    clock.advance(Duration.ofMinutes(5));
    PersonaFinding second = current(userId, TODAY);

    assertThat(first.isNew()).isTrue();
    assertThat(first.signalsReadAt()).isEqualTo(TestClock.MORNING);
    assertThat(first.personaAssignedAt()).isEqualTo(TestClock.MORNING);
    assertThat(second)
        .isEqualTo(
            new PersonaFinding(first.assignment(), first.reading(), first.transition(), false));
    assertThat(second.transition()).isNotNull();
    assertThat(rows("persona_assignment", userId)).isEqualTo(2);
  }

  @Test
  void theCurrentPersonaIsTheLatestOfThatDayThoughThereAreLaterDays() {
    String userId = fixture.user(GENERAL);
    fixture.assign(userId, TODAY.minusDays(1));
    PersonaFinding wanted = fixture.assign(userId, TODAY.minusDays(1));
    fixture.assign(userId, TODAY);

    PersonaFinding found = current(userId, TODAY.minusDays(1));

    assertThat(found.assignment()).isEqualTo(wanted.assignment());
    assertThat(found.isNew()).isFalse();
  }

  @Test
  void theCurrentNoneIsFoundAgainWithoutSignals() {
    String userId = fixture.user(NONE);
    PersonaFinding first = current(userId, TODAY);

    PersonaFinding second = current(userId, TODAY);

    assertThat(second.assignment()).isEqualTo(first.assignment());
    assertThat(second.signals()).isEqualTo(UserSignals.NONE);
    assertThat(second.signalsReadAt()).isEqualTo(first.personaAssignedAt());
    assertThat(second.isNew()).isFalse();
  }

  @Test
  void theCurrentPersonaNeedsConsentToo() {
    String userId = fixture.user(GENERAL);
    fixture.assign(userId, TODAY);
    fixture.withdrawConsent(userId);

    Map<String, PersonaOutcome> outcomes =
        fixture.inTransaction(
            () -> assigner.current(SENIOR, List.of(userId, "nobody"), DAYS_180, TODAY));

    assertThat(outcomes.get(userId))
        .isEqualTo(new PersonaOutcome.Refused(PersonaOutcome.Refusal.CONSENT_MISSING));
    assertThat(outcomes.get("nobody"))
        .isEqualTo(new PersonaOutcome.Refused(PersonaOutcome.Refusal.UNKNOWN_USER));
  }

  @Test
  void theDayIsTodayInUtcUnlessAnEarlierOneIsMeant() {
    clock.set(Instant.parse("2026-03-02T23:59:59.999999Z"));

    assertThat(assigner.day(null)).isEqualTo(TODAY);
    assertThat(assigner.day(TODAY)).isEqualTo(TODAY);
    assertThat(assigner.day(TODAY.minusYears(1))).isEqualTo(LocalDate.of(2025, 3, 2));
    assertThatThrownBy(() -> assigner.day(TODAY.plusDays(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("The day may not be after today, 2026-03-02 in UTC.");
  }

  @Test
  void assigningNeedsATransactionAroundIt() {
    assertThatThrownBy(() -> assigner.assign(SENIOR, List.of("nobody"), EnumSet.of(DAYS_30), TODAY))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  private PersonaFinding current(String userId, LocalDate asOf) {
    return fixture.inTransaction(
        () ->
            ((PersonaOutcome.Assigned)
                    Objects.requireNonNull(
                        assigner.current(SENIOR, List.of(userId), DAYS_180, asOf).get(userId)))
                .in(DAYS_180));
  }

  private PersonaTransition detect(String userId) {
    return fixture.inTransaction(() -> detection.detect(SENIOR, userId, DAYS_180));
  }

  private PersonaTenure tenure(String userId, LocalDate asOf) {
    return Objects.requireNonNull(tenures.of(List.of(userId), DAYS_180, asOf).get(userId));
  }

  private int rows(String table, String userId) {
    return fixture.count("SELECT count(*) AS n FROM %s WHERE user_id = ?".formatted(table), userId);
  }
}
