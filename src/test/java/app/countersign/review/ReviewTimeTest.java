package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.PageRequest;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.Recommendation;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
class ReviewTimeTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject UndoDesk undos;
  @Inject BulkDesk bulk;
  @Inject DecisionRepository decisions;

  private Actor operator;
  private Actor senior;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    senior = desk.operator(Role.SENIOR_OPERATOR);
  }

  @Test
  void itCountsFromTheDecidersOwnClaim() {
    Recommendation item = desk.item();
    claims.recordView(operator, item.id());
    wait(60);
    claims.claim(operator, item.id(), false, null);
    desk.clock().advance(Duration.ofMillis(1_500));

    assertThat(decide(operator, item)).isEqualTo(1.5);
  }

  @Test
  void renewingDoesNotStartItAgain() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    wait(300);
    claims.claim(operator, item.id(), false, null);
    wait(10);

    assertThat(decide(operator, item)).isEqualTo(310.0);
  }

  @Test
  void aClaimThatLapsedStillCounts() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    wait(900);

    assertThat(decide(operator, item)).isEqualTo(900.0);
  }

  @Test
  void aClaimThatWasTakenOverAndLapsedStillCounts() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    wait(30);
    claims.claim(senior, item.id(), true, null);
    wait(600);

    assertThat(decide(operator, item)).isEqualTo(630.0);
  }

  @Test
  void withoutAClaimItCountsFromTheDecidersFirstView() {
    Recommendation item = desk.item();
    claims.recordView(senior, item.id());
    wait(100);
    claims.recordView(operator, item.id());
    wait(20);
    claims.recordView(operator, item.id());
    wait(5);

    assertThat(decide(operator, item)).isEqualTo(25.0);
  }

  @Test
  void withoutEitherThereIsNone() {
    Recommendation item = desk.item();
    claims.recordView(senior, item.id());
    wait(10);

    assertThat(decide(operator, item)).isNull();
  }

  @Test
  void whatWasSeenBeforeItBecamePendingAgainDoesNotCount() {
    Recommendation item = desk.item();
    claims.recordView(operator, item.id());
    claims.claim(operator, item.id(), false, null);
    wait(10);
    reviews.reject(operator, item.id(), REASON, null);
    wait(10);
    undos.undo(operator, item.id(), null);
    wait(10);
    Double withoutView = decide(operator, item);
    undos.undo(operator, item.id(), null);
    claims.recordView(operator, item.id());
    wait(7);
    Double withView = decide(operator, item);

    assertThat(withoutView).isNull();
    assertThat(withView).isEqualTo(7.0);
    assertThat(
            Objects.requireNonNull(
                    decisions
                        .pagesByRecommendation(Set.of(item.id()), PageRequest.first(10))
                        .get(item.id()))
                .items())
        .extracting(Decision::reviewSeconds)
        .containsExactly(7.0, null, 10.0);
  }

  @Test
  void eachItemOfABulkApprovalHasItsOwn() {
    Recommendation claimed = desk.item();
    Recommendation viewed = desk.item();
    Recommendation unseen = desk.item();
    claims.claim(senior, claimed.id(), false, null);
    wait(2);
    claims.recordView(senior, viewed.id());
    wait(3);

    bulk.approve(
        senior,
        List.of(claimed.id().toString(), viewed.id().toString(), unseen.id().toString()),
        null,
        true);

    assertThat(seconds(desk.read(claimed.id()))).isEqualTo(5.0);
    assertThat(seconds(desk.read(viewed.id()))).isEqualTo(3.0);
    assertThat(seconds(desk.read(unseen.id()))).isNull();
  }

  private void wait(int seconds) {
    desk.clock().advance(Duration.ofSeconds(seconds));
  }

  private @Nullable Double decide(Actor actor, Recommendation item) {
    return seconds(reviews.reject(actor, item.id(), REASON, null));
  }

  private static @Nullable Double seconds(Recommendation decided) {
    return Objects.requireNonNull(decided.decision()).reviewSeconds();
  }
}
