package app.countersign.persona;

import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.NONE;
import static app.countersign.persona.PersonaKind.STUDENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonaRunsTest {
  private static final Instant NOW = Instant.parse("2025-03-31T00:00:00Z");

  private static AssignedPersona at(String time, PersonaKind persona) {
    Instant asOf = Instant.parse(time);
    return new AssignedPersona(
        UUID.nameUUIDFromBytes(time.getBytes(StandardCharsets.UTF_8)), asOf, persona);
  }

  @Test
  void nightlyRunsOfTheSamePersonaDoNotResetTheTenure() {
    PersonaRuns runs =
        PersonaRuns.of(
            List.of(
                at("2025-03-01T12:00:00Z", STUDENT),
                at("2025-03-10T12:00:00Z", STUDENT),
                at("2025-03-30T12:00:00Z", STUDENT)));

    assertThat(runs.tenureAt(NOW))
        .contains(
            new PersonaTenure(STUDENT, Instant.parse("2025-03-01T12:00:00Z"), 29, null, null));
    assertThat(runs.tenureAt(NOW).orElseThrow().lastTransitionAt()).isNull();
    assertThat(runs.latestChange()).isEmpty();
  }

  @Test
  void daysAreWholeTwentyFourHourPeriods() {
    PersonaRuns runs = PersonaRuns.of(List.of(at("2025-03-30T00:00:00.001Z", STUDENT)));

    assertThat(runs.tenureAt(NOW).orElseThrow().days()).isZero();
    assertThat(runs.tenureAt(NOW.plusMillis(1)).orElseThrow().days()).isEqualTo(1);
  }

  @Test
  void daysInPreviousCoverTheWholeStay() {
    List<AssignedPersona> history =
        List.of(
            at("2025-01-01T00:00:00Z", HIGH_UTILIZATION),
            at("2025-02-01T00:00:00Z", HIGH_UTILIZATION),
            at("2025-02-28T00:00:00Z", HIGH_UTILIZATION),
            at("2025-03-02T06:00:00Z", GENERAL));
    PersonaRuns runs = PersonaRuns.of(history);

    PersonaTenure tenure = runs.tenureAt(NOW).orElseThrow();
    PersonaChange change = runs.latestChange().orElseThrow();

    assertThat(tenure.previous()).isEqualTo(HIGH_UTILIZATION);
    assertThat(tenure.daysInPrevious()).isEqualTo(60);
    assertThat(tenure.days()).isEqualTo(28);
    assertThat(tenure.lastTransitionAt()).isEqualTo(Instant.parse("2025-03-02T06:00:00Z"));
    assertThat(change).isEqualTo(new PersonaChange(history.get(2), history.get(3), 60));
    assertThat(change.transition().milestone()).isEqualTo("credit_normalized");
  }

  @Test
  void theOrderGivenDoesNotMatter() {
    List<AssignedPersona> history =
        List.of(
            at("2025-01-01T00:00:00Z", STUDENT),
            at("2025-02-01T00:00:00Z", GENERAL),
            at("2025-03-01T00:00:00Z", STUDENT));

    assertThat(PersonaRuns.of(history.reversed()).runs()).isEqualTo(PersonaRuns.of(history).runs());
    assertThat(PersonaRuns.of(history).runs())
        .extracting(PersonaRun::persona)
        .containsExactly(STUDENT, GENERAL, STUDENT);
  }

  @Test
  void assignmentsOfOneInstantAreOrderedById() {
    Instant same = Instant.parse("2025-03-01T00:00:00Z");
    AssignedPersona low =
        new AssignedPersona(UUID.fromString("01950000-0000-7000-8000-000000000000"), same, STUDENT);
    AssignedPersona middle =
        new AssignedPersona(UUID.fromString("01950000-0000-7000-9000-000000000000"), same, GENERAL);
    AssignedPersona high =
        new AssignedPersona(UUID.fromString("f1950000-0000-7000-8000-000000000000"), same, NONE);

    assertThat(PersonaRuns.of(List.of(high, middle, low)).runs())
        .extracting(PersonaRun::persona)
        .containsExactly(STUDENT, GENERAL, NONE);
  }

  @Test
  void noneBreaksARunButALongGapDoesNot() {
    PersonaRuns broken =
        PersonaRuns.of(
            List.of(
                at("2025-01-01T00:00:00Z", STUDENT),
                at("2025-02-01T00:00:00Z", NONE),
                at("2025-03-01T00:00:00Z", STUDENT)));
    PersonaRuns gap =
        PersonaRuns.of(
            List.of(at("2024-03-31T00:00:00Z", STUDENT), at("2025-03-01T00:00:00Z", STUDENT)));

    assertThat(broken.tenureAt(NOW).orElseThrow().days()).isEqualTo(30);
    assertThat(broken.tenureAt(NOW).orElseThrow().previous()).isEqualTo(NONE);
    assertThat(broken.latestChange().orElseThrow().transition().positive()).isFalse();
    assertThat(gap.tenureAt(NOW).orElseThrow().days()).isEqualTo(365);
  }

  @Test
  void laterAssignmentsAreInvisibleAtAnEarlierInstant() {
    PersonaRuns runs =
        PersonaRuns.of(
            List.of(at("2025-01-01T00:00:00Z", STUDENT), at("2025-03-01T00:00:00Z", GENERAL)));

    assertThat(runs.tenureAt(Instant.parse("2025-02-28T23:59:59Z")).orElseThrow().persona())
        .isEqualTo(STUDENT);
    assertThat(runs.tenureAt(Instant.parse("2025-03-01T00:00:00Z")).orElseThrow().persona())
        .isEqualTo(GENERAL);
    assertThat(runs.tenureAt(Instant.parse("2024-12-31T00:00:00Z"))).isEmpty();
  }

  @Test
  void aBackDatedAssignmentMakesNoChangeBesideALaterOne() {
    AssignedPersona student = at("2025-01-01T00:00:00Z", STUDENT);
    AssignedPersona backDated = at("2025-02-01T00:00:00Z", HIGH_UTILIZATION);
    AssignedPersona general = at("2025-03-01T00:00:00Z", GENERAL);
    AssignedPersona again = at("2025-03-02T00:00:00Z", GENERAL);

    assertThat(PersonaRuns.of(List.of(student, general, again, backDated)).latestChange())
        .isEmpty();
    assertThat(
            PersonaRuns.of(List.of(student, general, backDated))
                .latestChange()
                .orElseThrow()
                .current())
        .isEqualTo(general);
  }

  @Test
  void anEmptyHistoryHasNoRuns() {
    PersonaRuns runs = PersonaRuns.of(List.of());

    assertThat(runs.runs()).isEmpty();
    assertThat(runs.tenureAt(NOW)).isEmpty();
    assertThat(runs.latestChange()).isEmpty();
  }

  @Test
  void aDayMeansItsEnd() {
    assertThat(PersonaRuns.endOf(LocalDate.of(2025, 3, 30))).isEqualTo(NOW);
  }

  @Test
  void aRunWithoutAssignmentsIsRefused() {
    assertThatThrownBy(() -> new PersonaRun(STUDENT, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
