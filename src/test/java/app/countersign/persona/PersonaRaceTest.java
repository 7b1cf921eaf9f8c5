package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.SENIOR;
import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.signal.SignalWindow.DAYS_180;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.StatementCounter;
import app.countersign.review.TestClock;
import app.countersign.signal.SignalWindow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and many users at once. */
@PersonaTest
class PersonaRaceTest {
  private static final int THREADS = 64;

  private final PersonaFixture fixture;
  private final PersonaAssigner assigner;
  private final PersonaTransitions transitions;
  private final TestClock clock;

  PersonaRaceTest(
      PersonaFixture fixture,
      PersonaAssigner assigner,
      PersonaTransitions transitions,
      TestClock clock) {
    this.fixture = fixture;
    this.assigner = assigner;
    this.transitions = transitions;
    this.clock = clock;
  }

  @BeforeEach
  void morning() {
    clock.set(TestClock.MORNING);
  }

  @Test
  void sixtyFourAssignmentsOfOneUserFindOneTransition() throws Exception {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(1));
    fixture.become(userId, GENERAL, TODAY);

    List<PersonaFinding> findings = atOnce(() -> fixture.assign(userId, TODAY));

    assertThat(findings).hasSize(THREADS);
    assertThat(findings).filteredOn(finding -> finding.transition() != null).hasSize(1);
    assertThat(rows("persona_assignment", userId)).isEqualTo(THREADS + 1);
    assertThat(rows("persona_transition", userId)).isEqualTo(1);
    assertThat(fixture.audited(userId)).hasSize(THREADS + 2);
    assertThat(fixture.faultsInAudit(userId)).isZero();
  }

  @Test
  void sixtyFourWhoAskForTheCurrentPersonaGetTheSame() throws Exception {
    String userId = fixture.user(HIGH_UTILIZATION);

    List<PersonaOutcome> outcomes =
        atOnce(
            () ->
                fixture.inTransaction(
                    () ->
                        Objects.requireNonNull(
                            assigner
                                .current(SENIOR, List.of(userId), DAYS_180, TODAY)
                                .get(userId))));

    assertThat(outcomes)
        .extracting(outcome -> ((PersonaOutcome.Assigned) outcome).in(DAYS_180).assignment().id())
        .containsOnly(
            ((PersonaOutcome.Assigned) outcomes.getFirst()).in(DAYS_180).assignment().id());
    assertThat(rows("persona_assignment", userId)).isEqualTo(1);
  }

  @Test
  void sixtyFourDetectionsOfOneChangeGiveOneTransition() throws Exception {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(2));
    fixture.assign(userId, TODAY);
    fixture.live(userId, GENERAL, TODAY.minusDays(1));

    List<PersonaTransition> found =
        atOnce(() -> fixture.inTransaction(() -> transitions.detect(SENIOR, userId, DAYS_180)));

    assertThat(found).containsOnly(found.getFirst());
    assertThat(rows("persona_transition", userId)).isEqualTo(1);
  }

  @Test
  void tenUsersTakeAsManyStatementsAsAHundred() {
    List<String> few = fixture.users(10, HIGH_UTILIZATION);
    List<String> many = fixture.users(100, HIGH_UTILIZATION);
    both(few);
    both(many);
    few.forEach(userId -> fixture.become(userId, GENERAL, TODAY));
    many.forEach(userId -> fixture.become(userId, GENERAL, TODAY));

    List<String> ofFew = both(few);
    List<String> ofMany = both(many);

    // Lock, consents, users, accounts, liabilities, rows, signals, histories, assignments,
    // transitions, audit.
    assertThat(ofMany).hasSize(11).isEqualTo(ofFew);
    assertThat(rows("persona_transition", many.getLast())).isEqualTo(2);
  }

  private List<String> both(List<String> userIds) {
    StatementCounter counter = new StatementCounter();
    counter.call(() -> fixture.assign(userIds, EnumSet.allOf(SignalWindow.class), TODAY));
    return counter.statements();
  }

  private static <T> List<T> atOnce(Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> one : running) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  private int rows(String table, String userId) {
    return fixture.count("SELECT count(*) AS n FROM %s WHERE user_id = ?".formatted(table), userId);
  }
}
