package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.testing.AtOnce;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database that make the same customers' insights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsightsOnTwoServersTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "countersign.database.name", "insights_two_servers",
          "countersign.schedule.enabled", false,
          "countersign.test.clock", "stands");
  private static final LocalDate TODAY =
      LocalDate.ofInstant(app.countersign.review.TestClock.MORNING, ZoneOffset.UTC);
  private static final int CUSTOMERS = 40;

  private ApplicationContext first;
  private ApplicationContext second;

  @BeforeAll
  void start() {
    first = ApplicationContext.run(SETTINGS, Environment.TEST);
    second = ApplicationContext.run(SETTINGS, Environment.TEST);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void eachCustomersInsightsAreMadeOnceWhicheverServerDoesIt() throws Exception {
    InsightDesk here = first.getBean(InsightDesk.class);
    InsightDesk there = second.getBean(InsightDesk.class);
    List<Actor> customers = new ArrayList<>();
    for (int number = 0; number < CUSTOMERS; number++) {
      Actor customer = here.consenting("Customer " + number);
      here.groceries(
          customer,
          List.<Object[]>of(new Object[] {TODAY.minusDays(number % 20), "10.00", "ALDI 1"}));
      customers.add(customer);
    }

    List<Integer> made =
        AtOnce.run(List.of(here::makeAll, there::makeAll, here::makeAll, there::makeAll));

    assertThat(made.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CUSTOMERS);
    assertThat(customers)
        .allSatisfy(customer -> assertThat(here.rows(customer.id())).hasSize(2))
        .noneMatch(here::isDue);
  }

  @Test
  void importsOnOneServerWhileTheOtherMakesInsightsAreNeverMissed() throws Exception {
    InsightDesk here = first.getBean(InsightDesk.class);
    InsightDesk there = second.getBean(InsightDesk.class);
    Actor customer = here.consenting("Busy");
    int imports = 15;

    AtOnce.run(
        List.of(
            () -> {
              for (int number = 1; number <= imports; number++) {
                here.groceries(
                    customer, List.<Object[]>of(new Object[] {TODAY, number + ".00", "ALDI 1"}));
              }
              return 0;
            },
            () -> {
              for (int number = 0; number < 60; number++) {
                there.makeAll();
              }
              return 0;
            }));
    there.makeAll();

    assertThat(here.rows(customer.id()))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).contains(imports + ".00 USD"));
  }
}
