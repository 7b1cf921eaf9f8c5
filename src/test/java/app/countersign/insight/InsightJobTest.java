package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import app.countersign.testing.AtOnce;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job: whose insights it makes, when, and what stays. */
@InsightTest
class InsightJobTest {
  private static final LocalDate TODAY = LocalDate.ofInstant(TestClock.MORNING, ZoneOffset.UTC);

  @Inject InsightDesk desk;
  @Inject InsightRepository insights;
  @Inject InsightStateRepository states;
  @Inject Insights service;
  @Inject InsightSweep sweep;
  @Inject InsightPersonalData personalData;
  @Inject TestClock clock;
  @Inject Sql sql;
  @Inject TransactionOperations<Connection> transactions;

  @BeforeEach
  void begin() {
    clock.set(TestClock.MORNING);
    desk.makeAll();
  }

  private List<Insight> shown(Actor customer) {
    return insights
        .page(customer.id(), InsightFilter.ALL, new PageRequest(100, null, null, null))
        .items();
  }

  private Insight shown(Actor customer, InsightKind kind) {
    return shown(customer).stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static Object[] row(int daysAgo, String amount, String text) {
    return new Object[] {TODAY.minusDays(daysAgo), amount, text};
  }

  private void dismiss(Actor customer, UUID id) {
    transactions.executeWrite(status -> service.dismiss(customer, id));
  }

  @Test
  void anImportMakesItsCustomerDueAndTheJobMakesTheInsightsOnce() {
    Actor ana = desk.consenting("Ana");
    desk.makeAll();
    assertThat(desk.isDue(ana)).isFalse();

    desk.give(ana, 7, 5, TODAY);
    assertThat(desk.isDue(ana)).isTrue();
    int made = desk.makeAll();

    assertThat(made).isEqualTo(1);
    assertThat(desk.isDue(ana)).isFalse();
    assertThat(shown(ana))
        .extracting(Insight::kind)
        .contains(InsightKind.TOP_MERCHANT, InsightKind.TOP_CATEGORY, InsightKind.SUBSCRIPTIONS);
    assertThat(shown(ana))
        .allSatisfy(
            insight -> {
              assertThat(insight.madeAt()).isEqualTo(TestClock.MORNING);
              assertThat(insight.dataAsOf()).isBetween(TODAY.minusDays(3), TODAY);
              assertThat(insight.origin()).isEqualTo(InsightOrigin.OWN);
              assertThat(insight.figures()).isNotEmpty();
            });
    InsightsSummary summary = Objects.requireNonNull(states.summary(ana.id()));
    assertThat(summary.insightCounts().stream().mapToInt(InsightsSummary.KindCount::count).sum())
        .isEqualTo(shown(ana).size());
    Insight top = shown(ana, InsightKind.TOP_MERCHANT);
    assertThat(Objects.requireNonNull(summary.spending().getFirst().topMerchant()).total())
        .isEqualTo(top.figures().getFirst().amount());
  }

  @Test
  void makingThemAgainWithoutNewDataWritesNothing() {
    Actor ben = desk.consenting("Ben");
    desk.give(ben, 7, 0, TODAY);
    desk.makeAll();
    List<String> before = desk.rows(ben.id());

    clock.set(TestClock.MORNING.plus(Duration.ofMinutes(15)));
    transactions.executeWrite(
        status -> {
          service.changed(ben.id());
          return status;
        });
    int made = desk.makeAll();

    assertThat(made).isEqualTo(1);
    assertThat(before).isNotEmpty();
    assertThat(desk.rows(ben.id())).isEqualTo(before);
    assertThat(desk.makeAll()).isZero();
  }

  @Test
  void newDataChangeTheSameRow() {
    Actor cleo = desk.consenting("Cleo");
    desk.groceries(cleo, List.<Object[]>of(row(1, "10.00", "ALDI 123")));
    desk.makeAll();
    Insight before = shown(cleo, InsightKind.TOP_CATEGORY);

    clock.set(TestClock.MORNING.plus(Duration.ofHours(1)));
    desk.groceries(cleo, List.of(row(1, "10.00", "ALDI 123"), row(0, "5.50", "ALDI 123")));
    desk.makeAll();
    Insight after = shown(cleo, InsightKind.TOP_CATEGORY);

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(Objects.requireNonNull(before.figures().getFirst().amount()).amount())
        .isEqualByComparingTo("10.00");
    assertThat(Objects.requireNonNull(after.figures().getFirst().amount()).amount())
        .isEqualByComparingTo("15.50");
    assertThat(after.madeAt()).isEqualTo(clock.instant());
    assertThat(after.dataAsOf()).isEqualTo(TODAY);
  }

  @Test
  void withoutConsentThereIsNothingAndWithdrawnItIsGone() {
    Actor dora = desk.consenting("Dora");
    desk.give(dora, 7, 1, TODAY);
    desk.makeAll();
    assertThat(shown(dora)).isNotEmpty();
    UUID one = shown(dora).getFirst().id();

    desk.consent(dora, false);
    assertThat(shown(dora)).isEmpty();
    assertThat(states.summary(dora.id())).isNull();
    assertThat(insights.byIds(dora.id(), List.of(one))).isEmpty();
    assertThat(desk.rows(dora.id())).isNotEmpty();
    desk.makeAll();
    assertThat(desk.rows(dora.id())).isEmpty();

    desk.consent(dora, true);
    desk.makeAll();
    assertThat(shown(dora)).isNotEmpty();
  }

  @Test
  void aCustomerWithoutDataHasNoInsightAndNoSummary() {
    Actor eve = desk.consenting("Eve");

    desk.makeAll();

    assertThat(shown(eve)).isEmpty();
    assertThat(states.summary(eve.id())).isNull();
  }

  @Test
  void aDismissalHoldsUntilTheFiguresChangeMaterially() {
    Actor finn = desk.consenting("Finn");
    desk.groceries(finn, List.<Object[]>of(row(0, "100.00", "ALDI 123")));
    desk.makeAll();
    Insight insight = shown(finn, InsightKind.TOP_CATEGORY);
    dismiss(finn, insight.id());
    assertThat(shown(finn)).extracting(Insight::kind).doesNotContain(InsightKind.TOP_CATEGORY);

    desk.groceries(finn, List.of(row(0, "100.00", "ALDI 123"), row(0, "19.99", "ALDI 123")));
    desk.makeAll();
    assertThat(shown(finn)).extracting(Insight::id).doesNotContain(insight.id());
    desk.groceries(finn, List.of(row(0, "100.00", "ALDI 123"), row(0, "20.00", "ALDI 123")));
    desk.makeAll();

    Insight again = shown(finn, InsightKind.TOP_CATEGORY);
    assertThat(again.id()).isEqualTo(insight.id());
    assertThat(again.dismissedAt()).isNull();
  }

  @Test
  void whatWasDismissedStaysAwayWhenItComesBackAsItWas() {
    Actor gina = desk.consenting("Gina");
    List<Object[]> data = List.<Object[]>of(row(0, "100.00", "ALDI 123"));
    desk.groceries(gina, data);
    desk.makeAll();
    UUID dismissed = shown(gina, InsightKind.TOP_CATEGORY).id();
    dismiss(gina, dismissed);

    desk.groceries(gina, List.<Object[]>of(row(0, "70.00", "XQZW")));
    desk.makeAll();
    assertThat(insights.byIds(gina.id(), List.of(dismissed))).isEmpty();
    desk.groceries(gina, List.of(row(0, "100.00", "ALDI 123"), row(0, "1.00", "ALDI 123")));
    desk.makeAll();

    assertThat(insights.byIds(gina.id(), List.of(dismissed))).hasSize(1);
    assertThat(shown(gina)).extracting(Insight::kind).doesNotContain(InsightKind.TOP_CATEGORY);
  }

  @Test
  void whatIsGoneForLongIsForgotten() {
    Actor hal = desk.consenting("Hal");
    desk.groceries(hal, List.<Object[]>of(row(0, "100.00", "ALDI 123")));
    desk.makeAll();
    shown(hal).forEach(insight -> dismiss(hal, insight.id()));
    desk.groceries(hal, List.<Object[]>of(row(0, "-70.00", "XQZW")));
    desk.makeAll();
    assertThat(desk.rows(hal.id())).isNotEmpty();

    clock.set(TestClock.MORNING.plus(Duration.ofDays(90)));
    sweep.sweep();
    assertThat(desk.rows(hal.id())).isNotEmpty();
    clock.set(TestClock.MORNING.plus(Duration.ofDays(90)).plusSeconds(1));
    sweep.sweep();

    assertThat(desk.rows(hal.id())).isEmpty();
  }

  @Test
  void insightsAreMadeAgainEachDayThoughNoDataCame() {
    Actor ida = desk.consenting("Ida");
    desk.groceries(ida, List.<Object[]>of(row(0, "100.00", "ALDI 123")));
    desk.makeAll();

    clock.set(TestClock.MORNING.plus(Duration.ofHours(24)));
    sweep.sweep();
    assertThat(desk.isDue(ida)).isFalse();
    clock.set(TestClock.MORNING.plus(Duration.ofHours(24)).plusSeconds(1));
    sweep.sweep();

    assertThat(desk.isDue(ida)).isTrue();
    desk.makeAll();
    assertThat(Objects.requireNonNull(states.summary(ida.id())).generatedAt())
        .isEqualTo(clock.instant());
  }

  @Test
  void customersOfSeveralBatchesWhoBecameDueAtOneTimeAreAllReached() {
    int many = 1_001;
    for (String statement :
        List.of(
            """
            INSERT INTO person (id, email, name, role, password_hash, created_at)
            SELECT gen_random_uuid(), 'many' || n || '@people.example', 'Many', 'CUSTOMER', 'none',
              now()
            FROM generate_series(1, 1001) n
            """,
            """
            INSERT INTO app_user (id, name, created_at)
            SELECT id::text, name, created_at FROM person WHERE name = 'Many'
            """,
            """
            INSERT INTO customer (person_id, user_id, password_changed_at)
            SELECT id, id::text, created_at FROM person WHERE name = 'Many'
            """,
            """
            INSERT INTO insight_due (person_id, marked_at)
            SELECT id, created_at FROM person WHERE name = 'Many'
            ON CONFLICT (person_id) DO UPDATE SET marked_at = excluded.marked_at
            """)) {
      sql.update(statement);
    }

    int made = desk.makeAll();

    assertThat(made).isEqualTo(many);
    assertThat(sql.list("SELECT person_id FROM insight_due", row -> true)).isEmpty();
  }

  @Test
  void manyAtOnceMakeThemOnce() throws Exception {
    Actor jan = desk.consenting("Jan");
    desk.give(jan, 7, 2, TODAY);

    List<Callable<Integer>> servers = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      servers.add(desk::makeAll);
    }
    List<Integer> made = AtOnce.run(servers);

    assertThat(made.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(shown(jan)).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void anImportThatIsNotCommittedYetLeavesItsCustomerDue() throws Exception {
    Actor kim = desk.consenting("Kim");
    desk.groceries(kim, List.<Object[]>of(row(0, "10.00", "ALDI 123")));
    CountDownLatch marked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(
                () ->
                    transactions.executeWrite(
                        status -> {
                          service.changed(kim.id());
                          marked.countDown();
                          awaited(go);
                          return status;
                        }));
    awaited(marked);

    assertThat(desk.makeAll()).isZero();
    go.countDown();
    other.join();

    assertThat(desk.makeAll()).isEqualTo(1);
    assertThat(shown(kim)).isNotEmpty();
  }

  @Test
  void oneCustomerWhoseDataFailDoesNotKeepTheOthersWaiting() {
    Actor leo = desk.consenting("Leo");
    Actor mia = desk.consenting("Mia");
    desk.groceries(leo, List.<Object[]>of(row(0, "10.00", "ALDI 123")));
    desk.makeAll();
    sql.update(
        "UPDATE insight SET figures = '[{\"name\": 1, \"unit\": \"NONE\"}]' WHERE person_id = ?",
        leo.id());
    transactions.executeWrite(
        status -> {
          service.changed(leo.id());
          service.changed(mia.id());
          return status;
        });

    int made = desk.makeAll();

    assertThat(made).isEqualTo(1);
    assertThat(desk.isDue(leo)).isTrue();
    assertThat(desk.isDue(mia)).isFalse();
    sql.update("DELETE FROM insight WHERE person_id = ?", leo.id());
  }

  @Test
  void anExportHoldsThemAndAnErasureLeavesNothing() {
    Actor nia = desk.consenting("Nia");
    desk.groceries(nia, List.<Object[]>of(row(0, "10.00", "ALDI 123")));
    desk.makeAll();

    List<?> exported = (List<?>) personalData.export(nia.id());
    assertThat(exported).hasSize(shown(nia).size());
    assertThat(((Map<?, ?>) exported.getFirst()).get("text").toString()).contains("10.00 USD");
    transactions.executeWrite(
        status -> {
          personalData.erase(nia.id());
          return status;
        });

    assertThat(personalData.section()).isEqualTo("insights");
    assertThat(desk.rows(nia.id())).isEmpty();
    assertThat(states.summary(nia.id())).isNull();
    assertThat(desk.isDue(nia)).isFalse();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
