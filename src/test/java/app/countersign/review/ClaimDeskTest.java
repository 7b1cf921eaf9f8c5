package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_claims")
class ClaimDeskTest {
  private static final Duration CLAIM_TIME = Duration.ofMinutes(10);

  @Inject DeskFixture desk;
  @Inject ClaimDesk claims;
  @Inject ReviewDesk reviews;

  private Actor operator;
  private Actor other;
  private Actor senior;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    other = desk.operator(Role.OPERATOR);
    senior = desk.operator(Role.SENIOR_OPERATOR);
    // Each test has the queue to itself.
    desk.clock().advance(Duration.ofHours(1));
    desk.sql()
        .list(
            "SELECT id FROM recommendation WHERE status = 'PENDING'",
            row -> row.getObject("id", java.util.UUID.class))
        .forEach(id -> reviews.reject(senior, id, "Left over from a test.", null));
  }

  @Test
  void aClaimHoldsTenMinutes() {
    Recommendation item = desk.item();
    Instant now = desk.clock().instant();

    Recommendation claimed = claims.claim(operator, item.id(), false, 1);

    assertThat(claimed.claim()).isEqualTo(new Claim(operator.id(), now, now.plus(CLAIM_TIME)));
    assertThat(claimed.version()).isEqualTo(2);
    assertThat(claimed.claimAt(now.plus(CLAIM_TIME).minusNanos(1_000))).isNotNull();
    assertThat(claimed.claimAt(now.plus(CLAIM_TIME))).isNull();
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "CLAIM");
  }

  @Test
  void renewingOnesOwnKeepsItsStart() {
    Recommendation item = desk.item();
    Instant start = desk.clock().instant();
    claims.claim(operator, item.id(), false, null);
    desk.clock().advance(Duration.ofMinutes(4));

    Recommendation renewed = claims.claim(operator, item.id(), false, 2);

    assertThat(renewed.claim())
        .isEqualTo(
            new Claim(operator.id(), start, start.plus(Duration.ofMinutes(4)).plus(CLAIM_TIME)));
  }

  @Test
  void aLapsedClaimIsAsNoneEvenForItsOwner() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    desk.clock().advance(CLAIM_TIME);
    Instant now = desk.clock().instant();

    Recommendation again = claims.claim(operator, item.id(), false, null);
    desk.clock().advance(CLAIM_TIME);
    Recommendation taken = claims.claim(other, item.id(), false, null);

    assertThat(Objects.requireNonNull(again.claim()).claimedAt()).isEqualTo(now);
    assertThat(Objects.requireNonNull(taken.claim()).operatorId()).isEqualTo(other.id());
  }

  @Test
  void aLivingClaimIsTakenOverByASeniorWhoSaysSoAndByNobodyElse() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    Instant until = desk.clock().instant().plus(CLAIM_TIME);

    Refusal claimed = new Refusal.ClaimedByOther(until, 2, RecommendationStatus.PENDING);
    assertThat(desk.refusal(() -> claims.claim(other, item.id(), false, null))).isEqualTo(claimed);
    assertThat(desk.refusal(() -> claims.claim(senior, item.id(), false, null))).isEqualTo(claimed);
    assertThat(desk.refusal(() -> claims.claim(other, item.id(), true, null)))
        .isEqualTo(
            new Refusal.NotAllowed("Only a senior operator may take over a claim that lives."));
    Recommendation taken = claims.claim(senior, item.id(), true, null);
    assertThat(Objects.requireNonNull(taken.claim()).operatorId()).isEqualTo(senior.id());
    assertThat(desk.lastEntry(item.id()))
        .startsWith("{\"claimedAt\":")
        .contains(operator.id() + "\"} -> ")
        .endsWith(senior.id() + "\"}");
  }

  @Test
  void takingOverWhatNobodyHasIsAClaimLikeAnyOther() {
    Recommendation item = desk.item();

    Recommendation claimed = claims.claim(operator, item.id(), true, null);

    assertThat(Objects.requireNonNull(claimed.claim()).operatorId()).isEqualTo(operator.id());
  }

  @Test
  void whatIsDecidedStaleOrUnknownIsNotClaimed() {
    Recommendation item = desk.item();
    reviews.approve(operator, item.id(), null, null);

    assertThat(desk.refusal(() -> claims.claim(operator, item.id(), false, 1)))
        .isEqualTo(new Refusal.StaleVersion(2, RecommendationStatus.APPROVED));
    assertThat(desk.refusal(() -> claims.claim(operator, item.id(), false, null)))
        .isEqualTo(new Refusal.IllegalTransition("be claimed", 2, RecommendationStatus.APPROVED));
    assertThat(desk.refusal(() -> claims.claim(operator, Ids.next(), false, null)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  @Test
  void theNextItemIsTheMostUrgentThenTheOldestThatNobodyHas() {
    Recommendation low = item(PersonaKind.STUDENT, Priority.LOW);
    Recommendation oldHigh = item(PersonaKind.STUDENT, Priority.HIGH);
    Recommendation newHigh = item(PersonaKind.GENERAL, Priority.HIGH);
    Recommendation medium = item(PersonaKind.STUDENT, Priority.MEDIUM);

    assertThat(next(operator)).isEqualTo(oldHigh.id());
    assertThat(next(operator)).isEqualTo(newHigh.id());
    assertThat(next(other)).isEqualTo(medium.id());
    assertThat(next(other)).isEqualTo(low.id());
    assertThat(next(senior)).isNull();
    desk.clock().advance(CLAIM_TIME);
    assertThat(next(senior)).isEqualTo(oldHigh.id());
  }

  @Test
  void theNextItemIsOfTheKindsAskedFor() {
    item(PersonaKind.STUDENT, Priority.HIGH);
    Recommendation wanted = item(PersonaKind.SAVINGS_BUILDER, Priority.LOW);

    Recommendation next =
        claims.claimNext(operator, List.of(Priority.LOW), List.of(PersonaKind.SAVINGS_BUILDER));
    Recommendation none = claims.claimNext(operator, List.of(Priority.MEDIUM), null);
    Recommendation empty = claims.claimNext(operator, List.of(), null);

    assertThat(Objects.requireNonNull(next).id()).isEqualTo(wanted.id());
    assertThat(none).isNull();
    assertThat(empty).isNull();
  }

  @Test
  void aClaimIsGivenBackByItsOwnerOrASenior() {
    Recommendation mine = desk.item();
    Recommendation theirs = desk.item();
    claims.claim(operator, mine.id(), false, null);
    claims.claim(other, theirs.id(), false, null);

    Recommendation released = claims.release(operator, mine.id());
    assertThat(released.claim()).isNull();
    assertThat(released.version()).isEqualTo(3);
    assertThat(desk.actions(mine.id())).containsExactly("CREATE", "CLAIM", "RELEASE");
    assertThat(desk.refusal(() -> claims.release(operator, theirs.id())))
        .isEqualTo(
            new Refusal.ClaimedByOther(
                desk.clock().instant().plus(CLAIM_TIME), 2, RecommendationStatus.PENDING));
    assertThat(claims.release(senior, theirs.id()).claim()).isNull();
  }

  @Test
  void givingBackWhatNobodyHasChangesNothing() {
    Recommendation item = desk.item();
    List<String> before = desk.everything();

    Recommendation released = claims.release(operator, item.id());

    assertThat(released).isEqualTo(item);
    assertThat(desk.everything()).isEqualTo(before);
    assertThat(desk.refusal(() -> claims.release(operator, Ids.next())))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  @Test
  void theFirstViewCountsAndChangesNothingElse() {
    Recommendation item = desk.item();
    Instant first = desk.clock().instant();

    Recommendation viewed = claims.recordView(operator, item.id());
    desk.clock().advance(Duration.ofMinutes(1));
    claims.recordView(operator, item.id());

    assertThat(viewed).isEqualTo(item);
    assertThat(desk.read(item.id())).isEqualTo(item);
    assertThat(desk.actions(item.id())).containsExactly("CREATE");
    assertThat(
            desk.count(
                "recommendation_view WHERE recommendation_id = ? AND first_viewed_at = ?",
                item.id(),
                first))
        .isEqualTo(1);
    assertThat(desk.refusal(() -> claims.recordView(operator, Ids.next())))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  private Recommendation item(PersonaKind persona, Priority priority) {
    desk.clock().advance(Duration.ofSeconds(1));
    return desk.item(desk.fresh(DeskFixture.USER, persona, priority, DeskFixture.PASSED, null));
  }

  private java.util.@Nullable UUID next(Actor actor) {
    Recommendation next = claims.claimNext(actor, null, null);
    return next == null ? null : next.id();
  }
}
