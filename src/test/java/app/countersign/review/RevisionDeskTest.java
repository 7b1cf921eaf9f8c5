package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.PageRequest;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.review.RevisionDesk.Change;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
class RevisionDeskTest {
  private static final String REASON = "The numbers are out of date.";
  private static final String KIND =
      "Your card is at 68 % of its limit, because the balance is $3,400 of $5,000.";
  private static final String UNKIND =
      "You were careless: your card is at 68 % of its limit because of it.";

  @Inject DeskFixture desk;
  @Inject RevisionDesk texts;
  @Inject RevisionRepository revisions;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;

  private Actor senior;
  private Actor operator;

  @BeforeEach
  void people() {
    senior = desk.operator(Role.SENIOR_OPERATOR);
    operator = desk.operator(Role.OPERATOR);
  }

  @Test
  void aKindTextMakesAnItemApprovableAndTheEarlierOneStaysReadable() {
    Recommendation item = desk.item(DeskFixture.JUDGES);

    Recommendation modified =
        texts.modify(senior, item.id(), new Change(" A new title ", KIND, Priority.LOW), 1);

    assertThat(modified.version()).isEqualTo(2);
    assertThat(modified.title()).isEqualTo("A new title");
    assertThat(modified.rationale()).isEqualTo(KIND);
    assertThat(modified.priority()).isEqualTo(Priority.LOW);
    assertThat(modified.status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(modified.guardrails().passed()).isTrue();
    Revision revision = revisions(item).getFirst();
    assertThat(revision)
        .isEqualTo(
            new Revision(
                revision.id(),
                item.id(),
                1,
                DeskFixture.TITLE,
                DeskFixture.RATIONALE,
                Priority.HIGH,
                DeskFixture.JUDGES,
                senior.id(),
                senior.name(),
                desk.clock().instant()));
    assertThat(desk.lastEntry(item.id()))
        .isEqualTo(
            ("{\"title\": \"%s\", \"version\": 1, \"priority\": \"HIGH\", \"rationale\": \"%s\","
                    + " \"guardrailsPassed\": false} -> {\"title\": \"A new title\","
                    + " \"version\": 2, \"priority\": \"LOW\", \"rationale\": \"%s\","
                    + " \"guardrailsPassed\": true}")
                .formatted(DeskFixture.TITLE, DeskFixture.RATIONALE, KIND));
    assertThat(reviews.approve(operator, item.id(), null, 2).version()).isEqualTo(3);
  }

  @Test
  void anUnkindTextKeepsAnItemFromBeingApproved() {
    Recommendation item = desk.item();

    Recommendation modified = texts.modify(senior, item.id(), new Change(null, UNKIND, null), null);

    assertThat(modified.guardrails().tone().passed()).isFalse();
    assertThat(modified.guardrails().tone().findings().getFirst().words())
        .isEqualToIgnoringCase("careless");
    assertThat(desk.refusal(() -> reviews.approve(operator, item.id(), null, null)))
        .isEqualTo(new Refusal.GuardrailsFailed(List.of("tone"), 2, RecommendationStatus.PENDING));
  }

  @Test
  void noTextMakesAnOfferEligible() {
    Recommendation item = desk.item(DeskFixture.INELIGIBLE);

    Recommendation modified = texts.modify(senior, item.id(), new Change(null, KIND, null), null);

    assertThat(modified.guardrails().eligibility()).isEqualTo(DeskFixture.INELIGIBLE.eligibility());
    assertThat(modified.guardrails().passed()).isFalse();
  }

  @Test
  void aNewPriorityAloneChecksNoTextAgain() {
    Recommendation item = desk.item(DeskFixture.JUDGES);

    Recommendation modified =
        texts.modify(senior, item.id(), new Change(null, null, Priority.MEDIUM), null);

    assertThat(modified.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(modified.guardrails()).isEqualTo(DeskFixture.JUDGES);
    assertThat(revisions(item)).hasSize(1);
  }

  @Test
  void everyTextThereWasIsKeptNewestFirst() {
    Recommendation item = desk.item();
    texts.modify(senior, item.id(), new Change("Second title", null, null), 1);
    desk.clock().advance(Duration.ofSeconds(1));
    texts.modify(senior, item.id(), new Change("Third title", null, null), 2);

    assertThat(revisions(item))
        .extracting(Revision::recommendationVersion, Revision::title)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, "Second title"),
            org.assertj.core.groups.Tuple.tuple(1, DeskFixture.TITLE));
  }

  @Test
  void modifyingAFlaggedItemLeavesItFlagged() {
    Recommendation item = desk.item();
    reviews.flag(operator, item.id(), REASON, null);

    Recommendation modified = texts.modify(senior, item.id(), new Change(null, KIND, null), 2);

    assertThat(modified.status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(Objects.requireNonNull(modified.decision()).notes()).isEqualTo(REASON);
  }

  @Test
  void everyFaultOfTheInputIsNamedAtOnce() {
    Recommendation item = desk.item();

    assertThat(
            desk.refusals(
                () -> texts.modify(senior, item.id(), new Change(" four ", "short", null), 9)))
        .containsExactly(
            Refusal.InvalidInput.of("title", "The title must have 5 to 200 characters, not 4."),
            Refusal.InvalidInput.of(
                "rationale", "The rationale must have 20 to 5,000 characters, not 5."));
    assertThat(
            desk.refusal(
                () ->
                    texts.modify(senior, item.id(), new Change("t".repeat(201), null, null), null)))
        .isEqualTo(
            Refusal.InvalidInput.of("title", "The title must have 5 to 200 characters, not 201."));
    assertThat(
            desk.refusal(() -> texts.modify(senior, item.id(), new Change(null, null, null), null)))
        .isEqualTo(
            Refusal.InvalidInput.of("title", "Give at least one of title, rationale, priority."));
  }

  @Test
  void whatChangesNothingIsRefused() {
    Recommendation item = desk.item();
    Change same = new Change(DeskFixture.TITLE + " ", DeskFixture.RATIONALE, Priority.HIGH);

    assertThat(desk.refusal(() -> texts.modify(senior, item.id(), same, 1)))
        .isEqualTo(Refusal.InvalidInput.of("title", "This changes nothing."));
  }

  @Test
  void whatIsUnknownStaleDecidedOrClaimedIsNotModified() {
    Change change = new Change(null, KIND, null);
    Recommendation decided = desk.item();
    Recommendation claimed = desk.item();
    reviews.approve(operator, decided.id(), null, null);
    claims.claim(operator, claimed.id(), false, null);

    assertThat(desk.refusal(() -> texts.modify(senior, Ids.next(), change, null)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
    assertThat(desk.refusal(() -> texts.modify(senior, decided.id(), change, 1)))
        .isEqualTo(new Refusal.StaleVersion(2, RecommendationStatus.APPROVED));
    assertThat(desk.refusal(() -> texts.modify(senior, decided.id(), change, null)))
        .isEqualTo(new Refusal.IllegalTransition("be modified", 2, RecommendationStatus.APPROVED));
    assertThat(desk.refusal(() -> texts.modify(senior, claimed.id(), change, null)))
        .isEqualTo(
            new Refusal.ClaimedByOther(
                desk.clock().instant().plus(Duration.ofMinutes(10)),
                2,
                RecommendationStatus.PENDING));
  }

  private List<Revision> revisions(Recommendation item) {
    return Objects.requireNonNull(
            revisions
                .pagesByRecommendation(Set.of(item.id()), PageRequest.first(10))
                .get(item.id()))
        .items();
  }
}
