package app.countersign.deskstats;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.StatementCounter;
import app.countersign.recommendation.Recommendation;
import app.countersign.review.ClaimDesk;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.review.ReviewDesk;
import app.countersign.review.UndoDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_stats")
class DeskStatsTest {
  private static final String REASON = "The numbers are out of date.";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static int day;

  @Inject DeskFixture desk;
  @Inject DeskStats stats;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject UndoDesk undos;

  private Actor operator;
  private Actor other;
  private OperatorStats before;

  @BeforeEach
  void aDayOfItsOwn() {
    desk.clock().set(Instant.parse("2026-06-01T12:00:00Z").plus(Duration.ofDays(10L * day++)));
    operator = desk.operator(Role.OPERATOR);
    other = desk.operator(Role.OPERATOR);
    before = stats.stats(null, ZoneOffset.UTC);
  }

  @Test
  void theDayBeginsWithNothing() {
    assertThat(before.approvedTodayCount()).isZero();
    assertThat(before.averageReviewSeconds()).isNull();
    assertThat(before.reviewedCount()).isZero();
    assertThat(before.day()).isEqualTo(LocalDate.ofInstant(desk.clock().instant(), ZoneOffset.UTC));
  }

  @Test
  void decisionsThatStandAreCountedAndUndoneOnesOnlyAsUndone() {
    reviews.approve(operator, reviewed(operator, 10).id(), null, null);
    reviews.reject(other, reviewed(other, 31).id(), REASON, null);
    reviews.flag(operator, desk.item().id(), REASON, null);
    Recommendation undone = reviewed(operator, 1_000);
    reviews.approve(operator, undone.id(), null, null);
    undos.undo(operator, undone.id(), null);
    desk.item();

    OperatorStats all = stats.stats(null, ZoneOffset.UTC);
    OperatorStats own = stats.stats(operator.id(), ZoneOffset.UTC);

    assertThat(all)
        .isEqualTo(
            new OperatorStats(
                before.day(),
                before.pendingCount() + 2,
                before.flaggedCount() + 1,
                1,
                1,
                1,
                1,
                20.5,
                2));
    assertThat(own)
        .isEqualTo(
            new OperatorStats(
                before.day(),
                before.pendingCount() + 2,
                before.flaggedCount() + 1,
                1,
                0,
                1,
                1,
                10.0,
                1));
  }

  @Test
  void midnightIsWhereTheCallerIs() {
    LocalDate today = before.day();
    desk.clock().set(today.atTime(23, 59, 59).toInstant(ZoneOffset.UTC));
    reviews.reject(operator, desk.item().id(), REASON, null);
    desk.clock().advance(Duration.ofSeconds(1));

    OperatorStats utc = stats.stats(null, ZoneOffset.UTC);
    OperatorStats newYork = stats.stats(null, NEW_YORK);

    assertThat(utc.day()).isEqualTo(today.plusDays(1));
    assertThat(utc.rejectedTodayCount()).isZero();
    assertThat(newYork.day()).isEqualTo(today);
    assertThat(newYork.rejectedTodayCount()).isEqualTo(1);
    desk.clock().set(today.plusDays(1).atTime(4, 0).toInstant(ZoneOffset.UTC));
    assertThat(stats.stats(null, NEW_YORK).rejectedTodayCount()).isZero();
  }

  @Test
  void aDayOfTwentyThreeHoursEndsWhereItDoes() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Today today = Today.in(berlin, Instant.parse("2026-03-29T10:00:00Z"));

    assertThat(today)
        .isEqualTo(
            new Today(
                LocalDate.of(2026, 3, 29),
                Instant.parse("2026-03-28T23:00:00Z"),
                Instant.parse("2026-03-29T22:00:00Z")));
  }

  @Test
  void alertsSeeTheSameDeskByOneStatement() {
    List<Recommendation> items = desk.items(14);
    for (int number = 0; number < 14; number++) {
      if (number < 4) {
        reviews.reject(operator, items.get(number).id(), REASON, null);
      } else {
        reviews.approve(operator, items.get(number).id(), null, null);
      }
    }
    StatementCounter counter = new StatementCounter();

    List<Alert> alerts = counter.call(() -> stats.alerts(ZoneOffset.UTC));

    assertThat(counter.count()).isEqualTo(1);
    assertThat(alerts)
        .filteredOn(alert -> alert.kind() == AlertKind.HIGH_REJECTION_RATE)
        .extracting(Alert::count)
        .containsExactly(4);
    undos.undo(operator, items.getFirst().id(), null);
    undos.undo(operator, items.get(1).id(), null);
    assertThat(stats.alerts(ZoneOffset.UTC))
        .extracting(Alert::kind)
        .doesNotContain(AlertKind.HIGH_REJECTION_RATE);
  }

  @Test
  void failuresOfYesterdayAreNoAlertOfToday() {
    for (int number = 0; number < 6; number++) {
      desk.item(DeskFixture.JUDGES);
    }

    List<AlertKind> today = stats.alerts(ZoneOffset.UTC).stream().map(Alert::kind).toList();
    desk.clock().advance(Duration.ofDays(1));
    List<AlertKind> tomorrow = stats.alerts(ZoneOffset.UTC).stream().map(Alert::kind).toList();

    assertThat(today).contains(AlertKind.GUARDRAIL_FAILURES);
    assertThat(tomorrow).doesNotContain(AlertKind.GUARDRAIL_FAILURES);
  }

  private Recommendation reviewed(Actor actor, int seconds) {
    Recommendation item = desk.item();
    claims.claim(actor, item.id(), false, null);
    desk.clock().advance(Duration.ofSeconds(seconds));
    return item;
  }
}
