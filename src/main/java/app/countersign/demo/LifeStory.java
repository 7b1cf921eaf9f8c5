package app.countersign.demo;

import java.time.LocalDate;
import java.util.List;

/** Writes one household's accounts and rows so that they tell its profile's story. */
final class LifeStory {

  private static final int TWO_WEEKS = 14;

  private final Household home;
  private final LocalDate first;
  private final LocalDate last;
  private final long salary;
  private final Livelihood life;

  LifeStory(Household home, long annualIncome) {
    this.home = home;
    this.first = home.first;
    this.last = home.last;
    salary = annualIncome * 100;
    life = new Livelihood(home, salary);
  }

  void tell(DemoProfile profile) {
    switch (profile) {
      case CARD_HEAVY -> cardHeavy();
      case FREELANCER -> freelancer();
      case STUDENT -> student();
      case SUBSCRIBER -> subscriber();
      case SAVER -> saver();
      case STEADY -> steady();
      case SILENT -> silent();
      case TURNAROUND -> turnaround();
      case TRIMMER -> trimmer();
      case SETTLED -> settled();
      case SLIPPING -> slipping();
    }
  }

  private void cardHeavy() {
    var checking = life.checking();
    life.paid(checking, first);
    life.rented(checking);
    life.daily(checking, 0.8);
    boolean overdue = home.random.nextInt(3) == 0;
    int cards = (int) home.between(1, 3);
    for (int i = 0; i < cards; i++) {
      life.carriedCard(checking, i, home.between(i == 0 ? 62 : 50, 85), overdue && i == 0);
    }
    life.close(checking, home.between(20, 150));
  }

  private void freelancer() {
    var checking = life.checking();
    long invoice = salary / 6;
    home.invoices(checking, first.plusDays(6), last, life.clients(), invoice);
    life.rented(checking);
    life.daily(checking, 0.8);
    life.healthyCard(checking, 0, home.between(20, 28), 3);
    life.close(checking, home.between(15, 55));
  }

  private void student() {
    var checking = life.checking();
    var employer = home.catalog.pick("partTime", home.random);
    if (home.random.nextBoolean()) {
      home.payroll(checking, first.plusDays(3), last, employer, salary / 26);
    } else {
      for (var day = first; !day.isAfter(last); day = day.plusDays(home.between(4, 26))) {
        checking.in(day, home.near(salary / 24, 30), employer + " DIRECT DEP PPD");
      }
    }
    life.rent(checking, salary / 12 * 38 / 100);
    home.spend(checking, "coffee", 9, 375, 795);
    home.spend(checking, "delivery", 3.5, 1_600, 3_400);
    home.spend(checking, "groceries", 3, 1_800, 6_500);
    home.spend(checking, "transport", 2, 700, 2_200);
    if (home.random.nextInt(3) > 0) {
      life.studentLoan(checking);
    }
    life.healthyCard(checking, 0, home.between(12, 27), 2);
    life.close(checking, home.between(20, 90));
  }

  private void subscriber() {
    var checking = life.checking();
    life.paid(checking, first);
    life.housed(checking);
    life.daily(checking, 0.4);
    var subscriptions = life.subscriptions((int) home.between(5, 9), true);
    int onCard = subscriptions.size() / 2;
    subscriptions
        .subList(onCard, subscriptions.size())
        .forEach(one -> home.subscribe(checking, first, last, one));
    life.healthyCard(checking, 0, home.between(10, 24), 2, subscriptions.subList(0, onCard));
    life.close(checking, home.between(110, 280));
  }

  private void saver() {
    var checking = life.checking();
    life.paid(checking, first);
    life.mortgaged(checking, true);
    life.daily(checking, 0.7);
    life.few(checking, last);
    if (home.random.nextInt(4) > 0) {
      life.healthyCard(checking, 0, home.between(5, 18), 3);
    }
    life.savings(checking, first.plusDays(5), TWO_WEEKS, home.between(180, 320) * 100, 2_500_000);
    life.close(checking, home.between(180, 400));
  }

  private Book steady() {
    var checking = life.checking();
    life.paid(checking, first);
    life.housed(checking);
    life.daily(checking, 0.6);
    life.few(checking, last);
    var card = life.healthyCard(checking, 0, home.between(36, 42), 3);
    life.savings(checking, first.plusDays(9), 30, home.between(40, 90) * 100, 1_200_000);
    life.close(checking, home.between(120, 240));
    return card;
  }

  private void silent() {
    var type = List.of("investment", "depository", "other").get(home.random.nextInt(3));
    var subtype =
        switch (type) {
          case "investment" -> "brokerage";
          case "depository" -> "checking";
          default -> "other";
        };
    home.open(type, subtype, home.catalog.pick("banks", home.random) + " " + subtype).hasBalance =
        false;
  }

  private void turnaround() {
    var checking = life.checking();
    life.paid(checking, first);
    life.mortgaged(checking, false);
    life.daily(checking, 0.6);
    life.few(checking, last);
    var card = life.card(0, home.between(60, 90) * 10_000);
    home.spend(card, "shopping", 3, 1_500, 6_000);
    home.payInFull(checking, card);
    var turn = last.minusDays(165);
    life.interest(card, first, turn.plusDays(40));
    long step = card.limit * 20 / 100;
    for (int i = 0; i < 3; i++) {
      home.payCard(checking, card, turn.plusDays(22L * i), step);
    }
    card.balance = card.limit * home.between(9, 14) / 100;
    Livelihood.terms(card, 19.99, step, 3_500, false);
    life.savings(checking, last.minusDays(95), TWO_WEEKS, home.between(250, 330) * 100, 600_000);
    life.close(checking, home.between(110, 200));
  }

  private void trimmer() {
    var checking = life.checking();
    life.paid(checking, first);
    life.mortgaged(checking, true);
    life.daily(checking, 0.6);
    life.healthyCard(checking, 0, home.between(8, 18), 3);
    var cancelled = last.minusDays(105);
    var subscriptions = life.subscriptions((int) home.between(6, 8), true);
    for (int i = 0; i < subscriptions.size(); i++) {
      home.subscribe(checking, first, i == 0 ? last : cancelled, subscriptions.get(i));
    }
    life.savings(checking, last.minusDays(95), TWO_WEEKS, home.between(230, 320) * 100, 900_000);
    life.close(checking, home.between(120, 220));
  }

  private void settled() {
    var checking = life.checking();
    var hired = last.minusDays(205);
    home.invoices(checking, first, hired.minusDays(5), life.clients(), salary / 6);
    life.paid(checking, hired);
    life.mortgaged(checking, false);
    life.daily(checking, 0.7);
    life.few(checking, last);
    life.healthyCard(checking, 0, home.between(36, 42), 2);
    life.close(checking, home.between(30, 70));
  }

  private void slipping() {
    var card = steady();
    var slip = last.minusDays(62);
    for (int i = 0; i < 4; i++) {
      card.out(slip.plusDays(14L * i), card.limit * 8 / 100, home.text("shopping"));
    }
    card.balance += card.limit * 32 / 100;
    life.interest(card, slip.plusDays(20), last);
  }
}
