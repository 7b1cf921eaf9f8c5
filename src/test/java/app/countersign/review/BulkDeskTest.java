package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.flag.Flag;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.StatementCounter;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_bulk")
class BulkDeskTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject BulkDesk bulk;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject FlagRepository flags;

  private Actor senior;
  private Actor operator;

  @BeforeEach
  void people() {
    senior = desk.operator(Role.SENIOR_OPERATOR);
    operator = desk.operator(Role.OPERATOR);
  }

  @Test
  void eachIdIsAnsweredOnceInTheOrderAskedAndAGoodOneStands() {
    Recommendation good = desk.item();
    Recommendation decided = desk.item();
    Recommendation failing = desk.item(DeskFixture.JUDGES);
    Recommendation claimed = desk.item();
    reviews.reject(operator, decided.id(), REASON, null);
    claims.claim(operator, claimed.id(), false, null);
    String unknown = Ids.next().toString();
    String goodInCapitals = good.id().toString().toUpperCase(Locale.ROOT);

    BulkDesk.Outcome outcome =
        bulk.approve(
            senior,
            List.of(
                claimed.id().toString(),
                "not an id",
                goodInCapitals,
                decided.id().toString(),
                good.id().toString(),
                unknown,
                failing.id().toString(),
                "not an id"),
            " For all. ",
            false);

    assertThat(outcome.items())
        .extracting(BulkDesk.Item::askedId, BulkDesk.Item::refusal)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                claimed.id().toString(),
                new Refusal.ClaimedByOther(
                    desk.clock().instant().plus(Duration.ofMinutes(10)),
                    2,
                    RecommendationStatus.PENDING)),
            org.assertj.core.groups.Tuple.tuple(
                "not an id", new Refusal.NotFound("recommendationId")),
            org.assertj.core.groups.Tuple.tuple(goodInCapitals, null),
            org.assertj.core.groups.Tuple.tuple(
                decided.id().toString(),
                new Refusal.IllegalTransition("be approved", 2, RecommendationStatus.REJECTED)),
            org.assertj.core.groups.Tuple.tuple(unknown, new Refusal.NotFound("recommendationId")),
            org.assertj.core.groups.Tuple.tuple(
                failing.id().toString(),
                new Refusal.GuardrailsFailed(List.of("tone"), 1, RecommendationStatus.PENDING)));
    Recommendation approved = desk.read(good.id());
    assertThat(outcome.items().get(2).recommendation()).isEqualTo(approved);
    assertThat(approved.status()).isEqualTo(RecommendationStatus.APPROVED);
    assertThat(Objects.requireNonNull(approved.decision()).notes()).isEqualTo("For all.");
    assertThat(approved.decision().batchId()).isEqualTo(outcome.batchId()).isNotNull();
    assertThat(outcome.items().get(3).recommendation()).isEqualTo(desk.read(decided.id()));
    assertThat(outcome.items().get(1).recommendation()).isNull();
    assertThat(desk.count("audit_entry WHERE batch_id = ?", outcome.batchId())).isEqualTo(1);
    assertThat(desk.deliveries(good.id())).containsExactly("QUEUED");
    assertThat(desk.actions(failing.id())).containsExactly("CREATE");
  }

  @Test
  void allOrNothingApprovesAllWhenAllCanBe() {
    List<Recommendation> items = desk.items(3);

    BulkDesk.Outcome outcome = bulk.approve(senior, ids(items), null, true);

    assertThat(outcome.items()).extracting(BulkDesk.Item::refusal).containsOnlyNulls();
    assertThat(items)
        .allSatisfy(
            item -> assertThat(desk.status(item.id())).isEqualTo(RecommendationStatus.APPROVED));
  }

  @Test
  void allOrNothingAttemptsNoneWhenOneIsRefused() {
    Recommendation good = desk.item();
    Recommendation failing = desk.item(DeskFixture.JUDGES);
    List<String> before = desk.everything();

    BulkDesk.Outcome outcome = bulk.approve(senior, ids(List.of(good, failing)), null, true);

    assertThat(outcome.batchId()).isNull();
    assertThat(outcome.items())
        .extracting(BulkDesk.Item::refusal)
        .containsExactly(
            new Refusal.NotAttempted(),
            new Refusal.GuardrailsFailed(List.of("tone"), 1, RecommendationStatus.PENDING));
    assertThat(desk.everything()).isEqualTo(before);
  }

  @Test
  void whenNoneCanBeApprovedThereIsNoBatch() {
    Recommendation failing = desk.item(DeskFixture.JUDGES);
    List<String> before = desk.everything();

    BulkDesk.Outcome outcome = bulk.approve(senior, ids(List.of(failing)), null, false);

    assertThat(outcome.batchId()).isNull();
    assertThat(desk.everything()).isEqualTo(before);
  }

  @Test
  void flagsOfWhatIsApprovedAreResolvedByItsOwnDecision() {
    Recommendation first = desk.item();
    Recommendation second = desk.item();
    Flag onFirst = reviews.flag(operator, first.id(), REASON, null).flag();
    Flag onSecond = reviews.flag(operator, second.id(), REASON, null).flag();

    bulk.approve(senior, ids(List.of(first, second)), null, false);

    assertThat(Objects.requireNonNull(flags.find(onFirst.id())).resolvedByDecision())
        .isEqualTo(Objects.requireNonNull(desk.read(first.id()).decision()).id());
    assertThat(Objects.requireNonNull(flags.find(onSecond.id())).resolvedByDecision())
        .isEqualTo(Objects.requireNonNull(desk.read(second.id()).decision()).id());
    assertThat(Objects.requireNonNull(desk.read(first.id()).decision()).previousStatus())
        .isEqualTo(RecommendationStatus.FLAGGED);
  }

  @Test
  void noneAndMoreThanFiveHundredAreRefusedByTheLimit() {
    List<String> tooMany = Collections.nCopies(501, Ids.next().toString());

    assertThat(desk.refusal(() -> bulk.approve(senior, List.of(), null, false)))
        .isEqualTo(Refusal.InvalidInput.of("recommendationIds", "Give 1 to 500 ids, not 0."));
    assertThat(desk.refusal(() -> bulk.approve(senior, tooMany, null, false)))
        .isEqualTo(Refusal.InvalidInput.of("recommendationIds", "Give 1 to 500 ids, not 501."));
    assertThat(desk.refusal(() -> bulk.approve(senior, List.of("x"), "n".repeat(5001), false)))
        .isEqualTo(
            Refusal.InvalidInput.of(
                "notes", "The notes may have at most 5,000 characters, not 5,001."));
  }

  @Test
  void fiveHundredTakeTheSameStatementsAsTwo() {
    List<Recommendation> two = desk.items(2);
    List<Recommendation> many = desk.items(500);

    int forTwo = statements(two);
    long start = System.nanoTime();
    int forMany = statements(many);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(forTwo).isEqualTo(7);
    assertThat(forMany).isEqualTo(7);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    assertThat(
            desk.count(
                "decision d JOIN recommendation r ON r.decision_id = d.id"
                    + " WHERE r.status = 'APPROVED' AND d.batch_id = (SELECT batch_id FROM decision"
                    + " WHERE recommendation_id = ?)",
                many.getFirst().id()))
        .isEqualTo(500);
  }

  private int statements(List<Recommendation> items) {
    StatementCounter counter = new StatementCounter();
    List<String> ids = new ArrayList<>(ids(items));
    Collections.reverse(ids);
    counter.call(() -> bulk.approve(senior, ids, null, false));
    return counter.count();
  }

  private static List<String> ids(List<Recommendation> items) {
    return items.stream().map(item -> item.id().toString()).toList();
  }
}
