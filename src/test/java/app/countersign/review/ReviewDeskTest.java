package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.flag.Flag;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DeskTest
class ReviewDeskTest {
  private static final String REASON = "The numbers are out of date.";
  private static final Duration WINDOW = Duration.ofMinutes(5);

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject FlagRepository flags;

  private Actor operator;
  private Actor other;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    other = desk.operator(Role.OPERATOR);
  }

  @Test
  void approvingDecidesOnceWithHistoryAuditAndDelivery() {
    Recommendation item = desk.item();
    Instant now = desk.clock().instant();

    Recommendation approved = reviews.approve(operator, item.id(), "  Checked.  ", 1);

    Decision decision = Objects.requireNonNull(approved.decision());
    assertThat(approved)
        .usingRecursiveComparison()
        .ignoringFields("version", "status", "decision", "updatedAt")
        .isEqualTo(item);
    assertThat(approved.version()).isEqualTo(2);
    assertThat(approved.status()).isEqualTo(RecommendationStatus.APPROVED);
    assertThat(approved.updatedAt()).isEqualTo(now);
    assertThat(decision)
        .isEqualTo(
            new Decision(
                decision.id(),
                item.id(),
                null,
                DecisionKind.APPROVE,
                operator.id(),
                operator.name(),
                now,
                "Checked.",
                RecommendationStatus.PENDING,
                now.plus(WINDOW),
                null,
                null,
                null));
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "APPROVE");
    assertThat(desk.lastEntry(item.id()))
        .isEqualTo(
            ("{\"status\": \"PENDING\", \"version\": 1} -> {\"notes\": \"Checked.\","
                    + " \"status\": \"APPROVED\", \"version\": 2, \"decisionId\": \"%s\"}")
                .formatted(decision.id()));
    assertThat(desk.deliveries(item.id())).containsExactly("QUEUED");
    assertThat(
            desk.count(
                "delivery WHERE decision_id = ? AND due_at = ?", decision.id(), now.plus(WINDOW)))
        .isEqualTo(1);
  }

  @Test
  void blankNotesAreNoNotes() {
    Recommendation item = desk.item();

    Recommendation approved = reviews.approve(operator, item.id(), " \n ", null);

    assertThat(Objects.requireNonNull(approved.decision()).notes()).isNull();
  }

  @Test
  void rejectingKeepsTheTrimmedReasonAndDeliversNothing() {
    Recommendation item = desk.item();

    Recommendation rejected = reviews.reject(operator, item.id(), "  " + REASON + " ", 1);

    assertThat(rejected.status()).isEqualTo(RecommendationStatus.REJECTED);
    assertThat(rejected.version()).isEqualTo(2);
    assertThat(Objects.requireNonNull(rejected.decision()).notes()).isEqualTo(REASON);
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "REJECT");
    assertThat(desk.deliveries(item.id())).isEmpty();
  }

  @Test
  void flaggingOpensAFlagAndFlaggingAgainAnother() {
    Recommendation item = desk.item();

    ReviewDesk.Flagged first = reviews.flag(operator, item.id(), REASON, null);
    ReviewDesk.Flagged second = reviews.flag(other, item.id(), "Another doubt about it.", 2);

    assertThat(first.flag().isOpen()).isTrue();
    assertThat(flags.find(first.flag().id())).isEqualTo(first.flag());
    assertThat(second.recommendation().status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(second.recommendation().version()).isEqualTo(3);
    Decision inForce = Objects.requireNonNull(second.recommendation().decision());
    assertThat(inForce.previousStatus()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(inForce.previousDecisionId()).isEqualTo(first.flag().decisionId());
    assertThat(desk.count("flag WHERE recommendation_id = ? AND resolved_at IS NULL", item.id()))
        .isEqualTo(2);
  }

  @Test
  void approvingAFlaggedItemResolvesItsOpenFlags() {
    Recommendation item = desk.item();
    Flag flag = reviews.flag(operator, item.id(), REASON, null).flag();

    Recommendation approved = reviews.approve(other, item.id(), null, null);

    Flag resolved = Objects.requireNonNull(flags.find(flag.id()));
    assertThat(resolved.isOpen()).isFalse();
    assertThat(resolved.resolvedByName()).isEqualTo(other.name());
    assertThat(resolved.resolution()).isNull();
    assertThat(resolved.resolvedByDecision())
        .isEqualTo(Objects.requireNonNull(approved.decision()).id());
  }

  @Test
  void anUnknownIdIsNotFound() {
    UUID nobody = Ids.next();

    assertThat(desk.refusal(() -> reviews.approve(operator, nobody, null, 7)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  @Test
  void aStaleVersionIsToldTheCurrentOneBeforeAnythingElse() {
    Recommendation item = desk.item();
    reviews.reject(operator, item.id(), REASON, null);

    assertThat(desk.refusal(() -> reviews.approve(operator, item.id(), null, 1)))
        .isEqualTo(new Refusal.StaleVersion(2, RecommendationStatus.REJECTED));
  }

  @Test
  void approvingADecidedItemChangesNothing() {
    Recommendation item = desk.item();
    reviews.reject(operator, item.id(), REASON, null);

    assertThat(desk.refusal(() -> reviews.approve(operator, item.id(), null, 2)))
        .isEqualTo(new Refusal.IllegalTransition("be approved", 2, RecommendationStatus.REJECTED));
    assertThat(desk.refusal(() -> reviews.reject(operator, item.id(), REASON, null)))
        .isEqualTo(new Refusal.IllegalTransition("be rejected", 2, RecommendationStatus.REJECTED));
    assertThat(desk.refusal(() -> reviews.flag(operator, item.id(), REASON, null)))
        .isEqualTo(new Refusal.IllegalTransition("be flagged", 2, RecommendationStatus.REJECTED));
  }

  @Test
  void whatAnotherHasClaimedCannotBeDecided() {
    Recommendation item = desk.item(DeskFixture.JUDGES);
    Instant until = desk.clock().instant().plus(Duration.ofMinutes(10));
    claims.claim(other, item.id(), false, null);

    Refusal claimed = new Refusal.ClaimedByOther(until, 2, RecommendationStatus.PENDING);
    Actor admin = desk.operator(Role.ADMIN);
    assertThat(desk.refusal(() -> reviews.approve(operator, item.id(), null, null)))
        .isEqualTo(claimed);
    assertThat(desk.refusal(() -> reviews.reject(admin, item.id(), REASON, null)))
        .isEqualTo(claimed);
    assertThat(desk.refusal(() -> reviews.flag(operator, item.id(), REASON, null)))
        .isEqualTo(claimed);
  }

  @Test
  void aClaimEndsWithTheDecisionAndALapsedOneIsAsNone() {
    Recommendation mine = desk.item();
    Recommendation lapsed = desk.item();
    claims.claim(operator, mine.id(), false, null);
    claims.claim(other, lapsed.id(), false, null);

    Recommendation decided = reviews.approve(operator, mine.id(), null, null);
    desk.clock().advance(Duration.ofMinutes(10));
    Recommendation taken = reviews.approve(operator, lapsed.id(), null, null);

    assertThat(decided.claim()).isNull();
    assertThat(taken.claim()).isNull();
    assertThat(taken.status()).isEqualTo(RecommendationStatus.APPROVED);
  }

  @Test
  void aFailedGuardrailKeepsFromApprovingButNotFromRejecting() {
    Recommendation judging = desk.item(DeskFixture.JUDGES);
    Recommendation ineligible = desk.item(DeskFixture.INELIGIBLE);

    assertThat(desk.refusal(() -> reviews.approve(operator, judging.id(), null, 1)))
        .isEqualTo(new Refusal.GuardrailsFailed(List.of("tone"), 1, RecommendationStatus.PENDING));
    assertThat(desk.refusal(() -> reviews.approve(operator, ineligible.id(), null, null)))
        .isEqualTo(
            new Refusal.GuardrailsFailed(List.of("eligibility"), 1, RecommendationStatus.PENDING));
    assertThat(reviews.reject(operator, judging.id(), REASON, 1).status())
        .isEqualTo(RecommendationStatus.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "          ", "\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003"})
  void aBlankReasonIsRefusedBeforeAnythingElse(String blank) {
    Refusal expected = Refusal.InvalidInput.of("reason", "The reason must not be blank.");

    assertThat(desk.refusal(() -> reviews.reject(operator, Ids.next(), blank, 9)))
        .isEqualTo(expected);
    assertThat(desk.refusal(() -> reviews.flag(operator, Ids.next(), blank, 9)))
        .isEqualTo(expected);
  }

  @Test
  void aReasonHasTenToTwoThousandCharactersCountedAsPeopleDo() {
    Recommendation least = desk.item();
    Recommendation most = desk.item();
    String smile = "\uD83D\uDE42";

    assertThat(desk.refusal(() -> reviews.reject(operator, least.id(), " nine char ", null)))
        .isEqualTo(
            Refusal.InvalidInput.of(
                "reason", "The reason must have 10 to 2,000 characters, not 9."));
    assertThat(desk.refusal(() -> reviews.reject(operator, most.id(), smile.repeat(2001), null)))
        .isEqualTo(
            Refusal.InvalidInput.of(
                "reason", "The reason must have 10 to 2,000 characters, not 2,001."));
    assertThat(reviews.reject(operator, least.id(), "ten chars!", null).version()).isEqualTo(2);
    assertThat(reviews.reject(operator, most.id(), smile.repeat(2000), null).version())
        .isEqualTo(2);
  }

  @Test
  void notesHaveAtMostFiveThousandCharacters() {
    Recommendation item = desk.item();

    assertThat(desk.refusal(() -> reviews.approve(operator, item.id(), "n".repeat(5001), null)))
        .isEqualTo(
            Refusal.InvalidInput.of(
                "notes", "The notes may have at most 5,000 characters, not 5,001."));
    assertThat(reviews.approve(operator, item.id(), "n".repeat(5000), null).version()).isEqualTo(2);
  }
}
