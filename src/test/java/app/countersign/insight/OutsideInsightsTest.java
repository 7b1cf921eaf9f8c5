package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.PageRequest;
import app.countersign.review.TestClock;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a warehouse found, beside our own and read from what is stored. */
@InsightTest
@Property(name = "countersign.database.name", value = "insights_outside")
@Property(name = "insights.scripted-outside", value = "true")
class OutsideInsightsTest {
  private static final LocalDate TODAY = LocalDate.ofInstant(TestClock.MORNING, ZoneOffset.UTC);

  @Inject InsightDesk desk;
  @Inject InsightRepository insights;
  @Inject InsightSweep sweep;
  @Inject Scripted outside;
  @Inject TestClock clock;

  /** Says what the test wants, and remembers who was asked about. */
  @Singleton
  @Requires(property = "insights.scripted-outside")
  static class Scripted implements OutsideInsights {
    final List<UUID> asked = new CopyOnWriteArrayList<>();
    volatile OutsideAnswer answer = new OutsideAnswer(Set.of(), List.of());
    volatile Runnable meanwhile = () -> {};
    volatile boolean fails;

    @Override
    public OutsideAnswer of(UUID personId) {
      asked.add(personId);
      meanwhile.run();
      if (fails) {
        throw new IllegalStateException("a bug of the warehouse");
      }
      return answer;
    }
  }

  @BeforeEach
  void begin() {
    clock.set(TestClock.MORNING);
    outside.asked.clear();
    outside.meanwhile = () -> {};
    outside.fails = false;
    outside.answer =
        new OutsideAnswer(
            Set.of(InsightKind.GOOD_NEWS, InsightKind.TOP_MERCHANT), List.of(news(3), news(3)));
  }

  private static DatedFinding news(int count) {
    return new DatedFinding(
        new Finding(
            InsightKind.GOOD_NEWS,
            InsightSeverity.INFO,
            "",
            null,
            null,
            "Better than most",
            "You save more than most.",
            List.of(InsightFigure.count("rank", count, null))),
        TODAY.minusDays(1));
  }

  private Actor customer(String name) {
    Actor customer = desk.consenting(name);
    desk.groceries(customer, List.<Object[]>of(new Object[] {TODAY, "10.00", "ALDI 1"}));
    desk.makeAll();
    return customer;
  }

  private List<Insight> shown(Actor customer, InsightOrigin origin) {
    return insights
        .page(customer.id(), InsightFilter.ALL, new PageRequest(100, null, null, null))
        .items()
        .stream()
        .filter(insight -> insight.origin() == origin)
        .toList();
  }

  @Test
  void itsFindingsStandBesideOurOwn() {
    Actor ana = customer("Ana");
    List<Insight> own = shown(ana, InsightOrigin.OWN);

    sweep.sweep();

    assertThat(outside.asked).contains(ana.id());
    assertThat(shown(ana, InsightOrigin.OWN)).isEqualTo(own).isNotEmpty();
    assertThat(shown(ana, InsightOrigin.WAREHOUSE))
        .singleElement()
        .satisfies(
            insight -> {
              assertThat(insight.title()).isEqualTo("Better than most");
              assertThat(insight.dataAsOf()).isEqualTo(TODAY.minusDays(1));
              assertThat(insight.madeAt()).isEqualTo(TestClock.MORNING);
              assertThat(insight.figures().getFirst().value())
                  .isEqualByComparingTo(BigDecimal.valueOf(3));
            });
    desk.makeAll();
    assertThat(shown(ana, InsightOrigin.WAREHOUSE)).hasSize(1);
  }

  @Test
  void itIsAskedAboutACustomerEverySixHours() {
    Actor ben = customer("Ben");
    sweep.sweep();
    clock.set(TestClock.MORNING.plus(Duration.ofHours(6)));
    sweep.sweep();
    assertThat(outside.asked).containsOnlyOnce(ben.id());

    clock.set(TestClock.MORNING.plus(Duration.ofHours(6)).plusSeconds(1));
    sweep.sweep();

    assertThat(outside.asked.stream().filter(ben.id()::equals)).hasSize(2);
  }

  @Test
  void oneThatIsDownOrFailsLeavesTheOlderRowsWithTheirAge() {
    Actor cleo = customer("Cleo");
    sweep.sweep();
    List<Insight> before = shown(cleo, InsightOrigin.WAREHOUSE);

    clock.set(TestClock.MORNING.plus(Duration.ofHours(7)));
    outside.answer = new OutsideAnswer(Set.of(), List.of());
    sweep.sweep();
    clock.set(TestClock.MORNING.plus(Duration.ofHours(14)));
    outside.fails = true;
    sweep.sweep();

    assertThat(before).hasSize(1);
    assertThat(shown(cleo, InsightOrigin.WAREHOUSE)).isEqualTo(before);
    assertThat(before.getFirst().madeAt()).isEqualTo(TestClock.MORNING);
    assertThat(shown(cleo, InsightOrigin.OWN)).isNotEmpty();
  }

  @Test
  void whatItDoesNotTellAnyMoreGoesForTheKindsItAnsweredOnly() {
    Actor dora = customer("Dora");
    sweep.sweep();

    clock.set(TestClock.MORNING.plus(Duration.ofHours(7)));
    outside.answer = new OutsideAnswer(Set.of(InsightKind.TOP_MERCHANT), List.of());
    sweep.sweep();
    assertThat(shown(dora, InsightOrigin.WAREHOUSE)).hasSize(1);
    clock.set(TestClock.MORNING.plus(Duration.ofHours(14)));
    outside.answer = new OutsideAnswer(Set.of(InsightKind.GOOD_NEWS), List.of());
    sweep.sweep();

    assertThat(shown(dora, InsightOrigin.WAREHOUSE)).isEmpty();
    assertThat(shown(dora, InsightOrigin.OWN)).isNotEmpty();
  }

  @Test
  void withoutConsentItIsNotAskedAndAConsentWithdrawnMeanwhileStoresNothing() {
    Actor eve = customer("Eve");
    desk.consent(eve, false);
    sweep.sweep();
    assertThat(outside.asked).doesNotContain(eve.id());

    Actor finn = customer("Finn");
    outside.meanwhile =
        () -> {
          if (outside.asked.getLast().equals(finn.id())) {
            desk.consent(finn, false);
          }
        };
    sweep.sweep();

    assertThat(outside.asked).contains(finn.id());
    desk.consent(finn, true);
    assertThat(shown(finn, InsightOrigin.WAREHOUSE)).isEmpty();
  }
}
