package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.flag.Flag;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
class UndoDeskTest {
  private static final String REASON = "The numbers are out of date.";
  private static final Duration WINDOW = Duration.ofMinutes(5);

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject UndoDesk undos;
  @Inject FlagDesk flagDesk;
  @Inject FlagRepository flags;

  private Actor operator;
  private Actor senior;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    senior = desk.operator(Role.SENIOR_OPERATOR);
  }

  @Test
  void undoingAnApprovalRestoresPendingAndCancelsItsDelivery() {
    Recommendation item = desk.item();
    Decision approval =
        Objects.requireNonNull(reviews.approve(operator, item.id(), null, null).decision());
    desk.clock().advance(Duration.ofMinutes(1));
    Instant now = desk.clock().instant();

    Recommendation undone = undos.undo(operator, item.id(), 2);

    assertThat(undone.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(undone.decision()).isNull();
    assertThat(undone.version()).isEqualTo(3);
    assertThat(undone.pendingSince()).isEqualTo(now);
    assertThat(desk.deliveries(item.id())).containsExactly("CANCELLED");
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "APPROVE", "UNDO");
    assertThat(desk.lastEntry(item.id()))
        .isEqualTo(
            ("{\"status\": \"APPROVED\", \"version\": 2} -> {\"status\": \"PENDING\","
                    + " \"version\": 3, \"undoneDecisionId\": \"%s\"}")
                .formatted(approval.id()));
    assertThat(
            desk.count(
                "decision WHERE id = ? AND undone_at = ? AND undone_by = ?",
                approval.id(),
                now,
                operator.id()))
        .isEqualTo(1);
  }

  @Test
  void undoIsOpenUntilTheWindowClosesAndNotAtItsEnd() {
    Recommendation inTime = desk.item();
    Recommendation late = desk.item();
    reviews.reject(operator, inTime.id(), REASON, null);
    reviews.reject(operator, late.id(), REASON, null);

    desk.clock().advance(WINDOW.minusNanos(1_000));
    Recommendation undone = undos.undo(operator, inTime.id(), null);
    desk.clock().advance(Duration.ofNanos(1_000));

    assertThat(undone.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(desk.refusal(() -> undos.undo(operator, late.id(), null)))
        .isEqualTo(new Refusal.UndoExpired(2, RecommendationStatus.REJECTED));
    assertThat(desk.read(late.id()).undoableUntil(desk.clock().instant())).isNull();
  }

  @Test
  void onlyTheDeciderOrASeniorTakesADecisionBack() {
    Recommendation item = desk.item();
    reviews.approve(operator, item.id(), null, null);
    Actor other = desk.operator(Role.OPERATOR);

    assertThat(desk.refusal(() -> undos.undo(other, item.id(), null)))
        .isEqualTo(
            new Refusal.NotAllowed("Only the one who decided, or a senior operator, may undo it."));
    assertThat(undos.undo(senior, item.id(), null).status())
        .isEqualTo(RecommendationStatus.PENDING);
  }

  @Test
  void whatIsPendingUnknownOrStaleIsRefusedByItsOwnName() {
    Recommendation item = desk.item();

    assertThat(desk.refusal(() -> undos.undo(operator, item.id(), null)))
        .isEqualTo(new Refusal.NothingToUndo(1, RecommendationStatus.PENDING));
    assertThat(desk.refusal(() -> undos.undo(operator, item.id(), 4)))
        .isEqualTo(new Refusal.StaleVersion(1, RecommendationStatus.PENDING));
    assertThat(desk.refusal(() -> undos.undo(operator, Ids.next(), null)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  @Test
  void anApprovalWhoseDeliveryHasBegunIsNotTakenBack() {
    Recommendation item = desk.item();
    reviews.approve(operator, item.id(), null, null);
    desk.sql().update("UPDATE delivery SET attempts = 1 WHERE subject_id = ?", item.id());

    assertThat(desk.refusal(() -> undos.undo(operator, item.id(), null)))
        .isEqualTo(new Refusal.UndoExpired(2, RecommendationStatus.APPROVED));
  }

  @Test
  void undoingADecisionOnAFlaggedItemReopensTheFlagsItResolved() {
    Recommendation item = desk.item();
    Flag flag = reviews.flag(senior, item.id(), REASON, null).flag();
    reviews.approve(operator, item.id(), null, null);

    Recommendation undone = undos.undo(operator, item.id(), null);

    assertThat(undone.status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(Objects.requireNonNull(undone.decision()).id()).isEqualTo(flag.decisionId());
    assertThat(undone.pendingSince()).isEqualTo(item.pendingSince());
    assertThat(flags.find(flag.id())).isEqualTo(flag);
  }

  @Test
  void undoingAFlaggingWithdrawsItsFlag() {
    Recommendation item = desk.item();
    Flag flag = reviews.flag(operator, item.id(), REASON, null).flag();

    Recommendation undone = undos.undo(operator, item.id(), null);

    Flag withdrawn = Objects.requireNonNull(flags.find(flag.id()));
    assertThat(undone.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(undone.decision()).isNull();
    assertThat(withdrawn.withdrawnAt()).isEqualTo(desk.clock().instant());
    assertThat(withdrawn.isOpen()).isFalse();
    assertThat(withdrawn.resolvedAt()).isNull();
  }

  @Test
  void undoStepsBackOneStandingDecisionAtATime() {
    Recommendation item = desk.item();
    Flag first = reviews.flag(operator, item.id(), REASON, null).flag();
    reviews.flag(operator, item.id(), "A second doubt about it.", null);

    Recommendation once = undos.undo(operator, item.id(), null);
    Recommendation twice = undos.undo(operator, item.id(), null);

    assertThat(once.status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(Objects.requireNonNull(once.decision()).id()).isEqualTo(first.decisionId());
    assertThat(twice.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(twice.version()).isEqualTo(5);
    assertThat(desk.refusal(() -> undos.undo(operator, item.id(), null)))
        .isEqualTo(new Refusal.NothingToUndo(5, RecommendationStatus.PENDING));
  }

  @Test
  void anItemDoesNotStayFlaggedWithoutAnOpenFlag() {
    Recommendation item = desk.item();
    Flag first = reviews.flag(operator, item.id(), REASON, null).flag();
    reviews.flag(operator, item.id(), "A second doubt about it.", null);
    flagDesk.resolve(senior, first.id(), "Looked at the numbers again.");

    Recommendation undone = undos.undo(operator, item.id(), null);

    assertThat(undone.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(undone.decision()).isNull();
    assertThat(Objects.requireNonNull(flags.find(first.id())).resolution())
        .isEqualTo("Looked at the numbers again.");
  }

  @Test
  void whatWasTakenBackCanBeApprovedAgainAndIsDeliveredOnce() {
    Recommendation item = desk.item();
    reviews.approve(operator, item.id(), null, null);
    undos.undo(operator, item.id(), null);

    Recommendation approved = reviews.approve(operator, item.id(), null, 3);

    assertThat(approved.version()).isEqualTo(4);
    assertThat(Objects.requireNonNull(approved.decision()).previousDecisionId()).isNull();
    assertThat(desk.deliveries(item.id())).containsExactlyInAnyOrder("CANCELLED", "QUEUED");
  }
}
