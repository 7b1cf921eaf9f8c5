package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever waits until another has decided goes on from that decision. */
@DeskTest
@Property(name = "countersign.database.name", value = "desk_waited")
class WaitedForTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject UndoDesk undos;
  @Inject BulkDesk bulk;
  @Inject FlagDesk flagDesk;
  @Inject FlagRepository flags;
  @Inject TransactionOperations<Connection> transactions;

  private Actor operator;
  private Actor senior;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    senior = desk.operator(Role.SENIOR_OPERATOR);
  }

  @Test
  void anUndoTakesBackTheDecisionThatItWaitedFor() throws Exception {
    UUID id = desk.item().id();

    Recommendation undone =
        afterWaiting(
            () -> reviews.approve(operator, id, null, null), () -> undos.undo(senior, id, null));

    assertThat(undone.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(desk.actions(id)).containsExactly("CREATE", "APPROVE", "UNDO");
  }

  @Test
  void aBulkApprovalKnowsTheFlaggingThatItWaitedFor() throws Exception {
    UUID id = desk.item().id();

    afterWaiting(
        () -> reviews.flag(operator, id, REASON, null),
        () -> bulk.approve(senior, List.of(id.toString()), null, false));
    Recommendation undone = undos.undo(senior, id, null);

    assertThat(undone.status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(Objects.requireNonNull(undone.decision()).notes()).isEqualTo(REASON);
  }

  @Test
  void resolvingOneFlagLeavesTheOneThatItWaitedFor() throws Exception {
    UUID id = desk.item().id();
    UUID first = reviews.flag(operator, id, REASON, null).flag().id();

    Recommendation after =
        afterWaiting(
                () -> reviews.flag(operator, id, REASON, null),
                () -> flagDesk.resolve(senior, first, "Checked with the user's bank."))
            .recommendation();

    assertThat(after.status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(flags.hasOpen(id)).isTrue();
  }

  /** Does the one and, before that is committed, begins the other. */
  private <T> T afterWaiting(Callable<?> first, Callable<T> second) throws Exception {
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> waiting =
          transactions.executeWrite(
              status -> {
                first.call();
                Future<T> begun = thread.submit(second);
                while (!begun.isDone() && isNobodyWaiting()) {
                  Thread.onSpinWait();
                }
                return begun;
              });
      return waiting.get();
    }
  }

  private boolean isNobodyWaiting() {
    return desk.count(
            "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        == 0;
  }
}
