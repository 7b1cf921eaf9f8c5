package app.countersign.demo;

import app.countersign.demo.Catalog.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Writes one household's accounts and rows so that they tell its profile's story. */
final class LifeStory {

  private static final int TWO_WEEKS = 14;
  private static final int HISTORY_DAYS = 420;

  private final Household home;
  private final LocalDate first;
  private final LocalDate last;
  private final long salary;

  LifeStory(Household home, long annualIncome) {
    this.home = home;
    this.first = home.first;
    this.last = home.last;
    salary = annualIncome * 100;
  }

  void tell(DemoProfile profile) {
    switch (profile) {
      case CARD_HEAVY -> cardHeavy();
      case FREELANCER -> freelancer();
      case STUDENT -> student();
      case SUBSCRIBER -> subscriber();
      case SAVER -> saver();
      case STEADY -> steady(last);
      case SILENT -> silent();
      case TURNAROUND -> turnaround();
      case TRIMMER -> trimmer();
      case SETTLED -> settled();
      case SLIPPING -> slipping();
    }
  }

  private void cardHeavy() {
    var checking = checking();
    paid(checking, first);
    rented(checking);
    daily(checking, 0.8);
    boolean overdue = home.random.nextInt(3) == 0;
    int cards = (int) home.between(1, 3);
    for (int i = 0; i < cards; i++) {
      carriedCard(checking, i, home.between(i == 0 ? 62 : 50, 85), overdue && i == 0);
    }
    close(checking, home.between(20, 150));
  }

  private void freelancer() {
    var checking = checking();
    long invoice = salary / 6;
    home.invoices(checking, first.plusDays(6), last, clients(), invoice);
    rented(checking);
    daily(checking, 0.8);
    healthyCard(checking, 0, home.between(20, 28), 3);
    close(checking, home.between(15, 55));
  }

  private void student() {
    var checking = checking();
    var employer = home.catalog.pick("partTime", home.random);
    if (home.random.nextBoolean()) {
      home.payroll(checking, first.plusDays(3), last, employer, salary / 26);
    } else {
      for (var day = first; !day.isAfter(last); day = day.plusDays(home.between(4, 26))) {
        checking.in(day, home.near(salary / 24, 30), employer + " DIRECT DEP PPD");
      }
    }
    rent(checking, salary / 12 * 38 / 100);
    home.spend(checking, "coffee", 9, 375, 795);
    home.spend(checking, "delivery", 3.5, 1_600, 3_400);
    home.spend(checking, "groceries", 3, 1_800, 6_500);
    home.spend(checking, "transport", 2, 700, 2_200);
    if (home.random.nextInt(3) > 0) {
      studentLoan(checking);
    }
    healthyCard(checking, 0, home.between(12, 27), 2);
    close(checking, home.between(20, 90));
  }

  private void subscriber() {
    var checking = checking();
    paid(checking, first);
    housed(checking);
    daily(checking, 0.4);
    var subscriptions = subscriptions((int) home.between(5, 9), true);
    int onCard = subscriptions.size() / 2;
    subscriptions
        .subList(onCard, subscriptions.size())
        .forEach(one -> home.subscribe(checking, first, last, one));
    healthyCard(checking, 0, home.between(10, 24), 2, subscriptions.subList(0, onCard));
    close(checking, home.between(110, 280));
  }

  private void saver() {
    var checking = checking();
    paid(checking, first);
    mortgaged(checking, true);
    daily(checking, 0.7);
    few(checking, last);
    if (home.random.nextInt(4) > 0) {
      healthyCard(checking, 0, home.between(5, 18), 3);
    }
    savings(checking, first.plusDays(5), TWO_WEEKS, home.between(180, 320) * 100, 2_500_000);
    close(checking, home.between(180, 400));
  }

  private Book steady(LocalDate until) {
    var checking = checking();
    paid(checking, first);
    housed(checking);
    daily(checking, 0.6);
    few(checking, until);
    var card = healthyCard(checking, 0, home.between(36, 42), 3);
    savings(checking, first.plusDays(9), 30, home.between(40, 90) * 100, 1_200_000);
    close(checking, home.between(120, 240));
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
    var checking = checking();
    paid(checking, first);
    mortgaged(checking, false);
    daily(checking, 0.6);
    few(checking, last);
    var card = card(0, home.between(60, 90) * 10_000);
    home.spend(card, "shopping", 3, 1_500, 6_000);
    home.payInFull(checking, card);
    var turn = last.minusDays(165);
    interest(card, first, turn.plusDays(40));
    long step = card.limit * 20 / 100;
    for (int i = 0; i < 3; i++) {
      home.payCard(checking, card, turn.plusDays(22L * i), step);
    }
    card.balance = card.limit * home.between(9, 14) / 100;
    terms(card, 19.99, step, 3_500, false);
    savings(checking, last.minusDays(95), TWO_WEEKS, home.between(250, 330) * 100, 600_000);
    close(checking, home.between(110, 200));
  }

  private void trimmer() {
    var checking = checking();
    paid(checking, first);
    mortgaged(checking, true);
    daily(checking, 0.6);
    healthyCard(checking, 0, home.between(8, 18), 3);
    var cancelled = last.minusDays(105);
    var subscriptions = subscriptions((int) home.between(6, 8), true);
    for (int i = 0; i < subscriptions.size(); i++) {
      home.subscribe(checking, first, i == 0 ? last : cancelled, subscriptions.get(i));
    }
    savings(checking, last.minusDays(95), TWO_WEEKS, home.between(230, 320) * 100, 900_000);
    close(checking, home.between(120, 220));
  }

  private void settled() {
    var checking = checking();
    var hired = last.minusDays(205);
    home.invoices(checking, first, hired.minusDays(5), clients(), salary / 6);
    paid(checking, hired);
    mortgaged(checking, false);
    daily(checking, 0.7);
    few(checking, last);
    healthyCard(checking, 0, home.between(36, 42), 2);
    close(checking, home.between(30, 70));
  }

  private void slipping() {
    var card = steady(last);
    var slip = last.minusDays(62);
    for (int i = 0; i < 4; i++) {
      card.out(slip.plusDays(14L * i), card.limit * 8 / 100, home.text("shopping"));
    }
    card.balance += card.limit * 32 / 100;
    interest(card, slip.plusDays(20), last);
  }

  private Book checking() {
    return home.open(
        "depository", "checking", home.catalog.pick("banks", home.random) + " Checking");
  }

  private void paid(Book checking, LocalDate from) {
    var employer = home.catalog.pick("employers", home.random);
    long net = salary * 78 / 100 / 26;
    home.payroll(checking, from.plusDays(home.random.nextInt(14)), last, employer, net);
  }

  private String clients() {
    return home.catalog.pick("clients", home.random);
  }

  /** Owns a home, or rents one and holds three cards: neither looks like a student. */
  private void housed(Book checking) {
    if (home.random.nextInt(3) > 0) {
      mortgaged(checking, home.random.nextBoolean());
      return;
    }
    rented(checking);
    healthyCard(checking, 1, home.between(8, 20), 1);
    healthyCard(checking, 2, home.between(4, 15), 1);
  }

  private void mortgaged(Book checking, boolean loanKnown) {
    long payment = salary * 78 / 100 / 12 * 27 / 100;
    var text = home.text("mortgages");
    home.monthly(checking, first, last, 2, text, payment, 0);
    bills(checking);
    if (loanKnown) {
      var loan = home.open("loan", "mortgage", "Home Mortgage");
      loan.balance = payment * 170;
      loan.liability.put("type", "mortgage");
      loan.liability.put("nominal_apr", 5.25);
      loan.liability.put("last_payment_amount", payment / 100.0);
    }
  }

  private void rented(Book checking) {
    rent(checking, salary * 78 / 100 / 12 * 30 / 100);
    bills(checking);
  }

  private void rent(Book checking, long cents) {
    var text = home.text("landlords");
    home.monthly(checking, first, last, 1, text, cents, 0);
  }

  private void bills(Book checking) {
    var text = home.text("utilities");
    home.monthly(checking, first, last, (int) home.between(8, 20), text, 11_000, 30);
  }

  /** A phone and one streaming service: below what counts as many subscriptions. */
  private void few(Book checking, LocalDate until) {
    var phone = home.text("phones");
    home.monthly(checking, first, until, 12, phone, home.between(35, 75) * 100, 0);
    subscriptions(1, false).forEach(one -> home.subscribe(checking, first, until, one));
  }

  private List<Subscription> subscriptions(int count, boolean weeklyToo) {
    return home.catalog.subscriptions(count, weeklyToo, home.random);
  }

  private void daily(Book checking, double share) {
    long scale = Math.clamp(salary / 60_000, 60, 140);
    home.spend(checking, "groceries", 5 * share, 35 * scale, 130 * scale);
    home.spend(checking, "restaurants", 4 * share, 14 * scale, 52 * scale);
    home.spend(checking, "transport", 3 * share, 24 * scale, 55 * scale);
    home.spend(checking, "shopping", 2 * share, 15 * scale, 110 * scale);
    home.spend(checking, "coffee", 3 * share, 375, 795);
    for (var day = first.plusDays(11);
        day.isBefore(last);
        day = day.plusDays(home.between(25, 70))) {
      checking.out(day, home.between(2, 12) * 1_000, "ZELLE PAYMENT TO " + friend());
      checking.out(
          day.plusDays(1),
          home.between(2, 8) * 2_000,
          "ATM WITHDRAWAL 00" + Catalog.digits(4, home.random));
    }
  }

  private String friend() {
    return home.catalog.pick("firstNames", home.random).toUpperCase(Locale.ROOT);
  }

  private void savings(Book checking, LocalDate since, int days, long cents, long balance) {
    var savings =
        home.open("depository", "savings", home.catalog.pick("banks", home.random) + " Savings");
    home.save(checking, savings, since, last, days, cents);
    savings.balance = home.near(balance, 30);
    for (var month = since.plusMonths(1); month.isBefore(last); month = month.plusMonths(1)) {
      savings.in(month.withDayOfMonth(1), home.between(100, 2_500), "INTRST PYMNT");
    }
  }

  private void studentLoan(Book checking) {
    var loan = home.open("loan", "student", "Student Loan");
    loan.balance = home.between(9_000, 38_000) * 100;
    long payment = home.between(110, 190) * 100;
    loan.liability.put("type", "student");
    loan.liability.put("nominal_apr", 5.5);
    loan.liability.put("last_payment_amount", payment / 100.0);
    loan.liability.put("is_overdue", false);
    var servicer = "NELNET STUDENT LN PPD ID: " + loan.number;
    for (var day = first.plusDays(20); !day.isAfter(last); day = day.plusMonths(1)) {
      checking.outToOwn(day, payment, servicer);
      loan.in(day, payment, "PAYMENT RECEIVED - THANK YOU");
    }
  }

  private Book card(int position, long limit) {
    var kind = position == 0 ? "Rewards" : position == 1 ? "Everyday" : "Plus";
    var card = home.open("credit", "credit card", kind);
    card.limit = limit;
    return card;
  }

  /** A card paid in full each month, on top of a balance that carries no interest. */
  private Book healthyCard(Book checking, int position, long utilization, int purchases) {
    return healthyCard(checking, position, utilization, purchases, List.of());
  }

  private Book healthyCard(
      Book checking,
      int position,
      long utilization,
      int purchases,
      List<Subscription> subscriptions) {
    var card = card(position, Math.max(4_000, salary / 500 / 100 * 100) * 100);
    home.spend(card, "shopping", purchases, card.limit / 500, card.limit / 120);
    subscriptions.forEach(one -> home.subscribe(card, first, last, one));
    home.payInFull(checking, card);
    card.balance = card.limit * utilization / 100;
    terms(card, 17.99, card.limit / 20, 3_500, false);
    return card;
  }

  /** A card near its limit: the least is paid, interest is charged, a little is bought. */
  private void carriedCard(Book checking, int position, long utilization, boolean overdue) {
    var card = card(position, home.between(20, 75) * 10_000);
    card.balance = card.limit * utilization / 100;
    interest(card, first, last);
    long minimum = Math.max(2_500, card.balance * 3 / 100);
    for (var day = first.plusDays(17); day.isBefore(last); day = day.plusMonths(1)) {
      home.payCard(checking, card, day, minimum);
    }
    home.spend(card, "restaurants", 1.5, minimum / 8, minimum / 2);
    boolean minimumOnly = home.random.nextBoolean();
    terms(card, 24.99, minimumOnly ? minimum : minimum * 2, minimum, overdue);
  }

  private void interest(Book card, LocalDate since, LocalDate until) {
    long charge = Math.max(card.balance, card.limit / 2) * 24 / 1_200;
    home.monthly(card, since, until, 25, "INTEREST CHARGE ON PURCHASES", charge, 5);
  }

  private static void terms(Book card, double apr, long paid, long minimum, boolean overdue) {
    card.liability.put("type", "credit");
    card.liability.put("purchase_apr", apr);
    card.liability.put("last_payment_amount", paid / 100.0);
    card.liability.put("minimum_payment_amount", minimum / 100.0);
    card.liability.put("is_overdue", overdue);
  }

  /**
   * Ends the story: what comes in beyond what is spent goes to a car, a child or taxes, and to
   * investments, so that the balance stays near where it ends, in percent of what a month costs.
   */
  private void close(Book checking, long percentOfMonth) {
    long left = checking.surplus() / (HISTORY_DAYS / 30) * 97 / 100;
    long car = Math.min(left * 40 / 100, 62_000);
    if (car > 15_000) {
      home.monthly(checking, first, last, 5, "TOYOTA FINANCIAL RTL PMT", car, 0);
      left -= car;
    }
    long large = left * 60 / 100;
    if (large > 5_000) {
      home.monthly(checking, first, last, 15, home.text("large"), large, 25);
      left -= large;
    }
    for (var day = first.plusDays(21); left > 5_000 && !day.isAfter(last); day = day.plusDays(30)) {
      checking.outToOwn(day, home.near(left, 10), "VANGUARD BUY INVESTMENT");
    }
    long month = checking.spent(last.minusDays(179), last.plusDays(1)) / 6;
    checking.balance = month * percentOfMonth / 100;
  }
}
