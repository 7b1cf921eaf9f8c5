package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.flag.Flag;
import app.countersign.flag.FlagFilter;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
class FlagDeskTest {
  private static final String REASON = "The numbers are out of date.";
  private static final String FINDING = "Checked with the user's bank.";

  @Inject DeskFixture desk;
  @Inject FlagDesk flagDesk;
  @Inject FlagRepository flags;
  @Inject ReviewDesk reviews;
  @Inject UndoDesk undos;

  private Actor senior;
  private Actor operator;

  @BeforeEach
  void people() {
    senior = desk.operator(Role.SENIOR_OPERATOR);
    operator = desk.operator(Role.OPERATOR);
  }

  @Test
  void resolvingTheLastOpenFlagReturnsTheItemToPending() {
    Recommendation item = desk.item();
    Flag first = reviews.flag(operator, item.id(), REASON, null).flag();
    Flag second = reviews.flag(operator, item.id(), "A second doubt about it.", null).flag();
    desk.clock().advance(Duration.ofMinutes(1));

    ReviewDesk.Flagged once = flagDesk.resolve(senior, first.id(), "  " + FINDING);
    ReviewDesk.Flagged twice = flagDesk.resolve(senior, second.id(), FINDING);

    assertThat(once.recommendation().status()).isEqualTo(RecommendationStatus.FLAGGED);
    assertThat(once.recommendation().version()).isEqualTo(4);
    assertThat(once.flag().resolution()).isEqualTo(FINDING);
    assertThat(once.flag().resolvedByName()).isEqualTo(senior.name());
    assertThat(once.flag().resolvedAt()).isEqualTo(desk.clock().instant());
    assertThat(once.flag().resolvedByDecision()).isNull();
    assertThat(twice.recommendation().status()).isEqualTo(RecommendationStatus.PENDING);
    assertThat(twice.recommendation().decision()).isNull();
    assertThat(twice.recommendation().pendingSince()).isEqualTo(desk.clock().instant());
    assertThat(twice.recommendation().version()).isEqualTo(5);
    assertThat(desk.actions(item.id()))
        .containsExactly("CREATE", "FLAG", "FLAG", "RESOLVE_FLAG", "RESOLVE_FLAG");
  }

  @Test
  void aFlagIsResolvedOnce() {
    Recommendation item = desk.item();
    Flag resolved = reviews.flag(operator, item.id(), REASON, null).flag();
    flagDesk.resolve(senior, resolved.id(), FINDING);
    Flag withdrawn = reviews.flag(operator, item.id(), REASON, null).flag();
    undos.undo(operator, item.id(), null);

    assertThat(desk.refusal(() -> flagDesk.resolve(senior, resolved.id(), FINDING)))
        .isEqualTo(new Refusal.FlagClosed(false));
    assertThat(desk.refusal(() -> flagDesk.resolve(senior, withdrawn.id(), FINDING)))
        .isEqualTo(new Refusal.FlagClosed(true));
    assertThat(desk.refusal(() -> flagDesk.resolve(senior, Ids.next(), FINDING)))
        .isEqualTo(new Refusal.NotFound("flagId"));
    assertThat(desk.refusal(() -> flagDesk.resolve(senior, resolved.id(), "         ")))
        .isEqualTo(Refusal.InvalidInput.of("resolution", "The resolution must not be blank."));
  }

  @Test
  void flagsAreListedByWhoWhenAndWhetherTheyAreOpen() {
    Recommendation item = desk.item();
    desk.clock().advance(Duration.ofDays(30));
    Flag older = reviews.flag(operator, item.id(), REASON, null).flag();
    desk.clock().advance(Duration.ofHours(1));
    Flag newer = reviews.flag(senior, item.id(), REASON, null).flag();
    flagDesk.resolve(senior, older.id(), FINDING);

    assertThat(ids(filter(null))).containsExactly(newer.id(), older.id());
    assertThat(ids(filter(true))).containsExactly(newer.id());
    assertThat(ids(filter(false))).containsExactly(older.id());
    assertThat(ids(new FlagFilter(null, List.of(), null))).isEmpty();
    assertThat(
            ids(
                new FlagFilter(
                    null,
                    List.of(operator.id(), senior.id()),
                    new DateTimeRange(
                        older.flaggedAt().atOffset(ZoneOffset.UTC),
                        newer.flaggedAt().atOffset(ZoneOffset.UTC),
                        null,
                        null,
                        null))))
        .containsExactly(older.id());
    assertThat(ofItem(item, null)).containsExactly(newer.id(), older.id());
    assertThat(ofItem(item, true)).containsExactly(older.id());
    assertThat(ofItem(item, false)).containsExactly(newer.id());
    assertThat(flags.byIds(Set.of(older.id(), Ids.next())).keySet()).containsExactly(older.id());
  }

  private FlagFilter filter(@org.jspecify.annotations.Nullable Boolean isOpen) {
    return new FlagFilter(isOpen, List.of(operator.id(), senior.id()), null);
  }

  private List<java.util.UUID> ids(FlagFilter filter) {
    return flags.page(filter, PageRequest.defaults()).items().stream().map(Flag::id).toList();
  }

  private List<java.util.UUID> ofItem(
      Recommendation item, @org.jspecify.annotations.Nullable Boolean closed) {
    return Objects.requireNonNull(
            flags
                .pagesByRecommendation(Set.of(item.id()), closed, PageRequest.defaults())
                .get(item.id()))
        .items()
        .stream()
        .map(Flag::id)
        .toList();
  }
}
