package app.countersign.demo;

import app.countersign.demo.Catalog.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What households' lives are made of: pay, a home, daily spending, cards, savings. */
final class Livelihood {

  private static final int HISTORY_DAYS = 420;

  private final Household home;
  private final LocalDate first;
  private final LocalDate last;
  private final long salary;

  Livelihood(Household home, long salary) {
    this.home = home;
    this.first = home.first;
    this.last = home.last;
    this.salary = salary;
  }

  Book checking() {
    return home.open(
        "depository", "checking", home.catalog.pick("banks", home.random) + " Checking");
  }

  void paid(Book checking, LocalDate from) {
    var employer = home.catalog.pick("employers", home.random);
    long net = salary * 78 / 100 / 26;
    home.payroll(checking, from.plusDays(home.random.nextInt(14)), last, employer, net);
  }

  String clients() {
    return home.catalog.pick("clients", home.random);
  }

  /** Owns a home, or rents one and holds three cards: neither looks like a student. */
  void housed(Book checking) {
    if (home.random.nextInt(3) > 0) {
      mortgaged(checking, home.random.nextBoolean());
      return;
    }
    rented(checking);
    healthyCard(checking, 1, home.between(8, 20), 1);
    healthyCard(checking, 2, home.between(4, 15), 1);
  }

  void mortgaged(Book checking, boolean loanKnown) {
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

  void rented(Book checking) {
    rent(checking, salary * 78 / 100 / 12 * 30 / 100);
    bills(checking);
  }

  void rent(Book checking, long cents) {
    var text = home.text("landlords");
    home.monthly(checking, first, last, 1, text, cents, 0);
  }

  void bills(Book checking) {
    var text = home.text("utilities");
    home.monthly(checking, first, last, (int) home.between(8, 20), text, 11_000, 30);
  }

  /** A phone and one streaming service: below what counts as many subscriptions. */
  void few(Book checking, LocalDate until) {
    var phone = home.text("phones");
    home.monthly(checking, first, until, 12, phone, home.between(35, 75) * 100, 0);
    subscriptions(1, false).forEach(one -> home.subscribe(checking, first, until, one));
  }

  List<Subscription> subscriptions(int count, boolean weeklyToo) {
    return home.catalog.subscriptions(count, weeklyToo, home.random);
  }

  void daily(Book checking, double share) {
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

  void savings(Book checking, LocalDate since, int days, long cents, long balance) {
    var savings =
        home.open("depository", "savings", home.catalog.pick("banks", home.random) + " Savings");
    home.save(checking, savings, since, last, days, cents);
    savings.balance = home.near(balance, 30);
    for (var month = since.plusMonths(1); month.isBefore(last); month = month.plusMonths(1)) {
      savings.in(month.withDayOfMonth(1), home.between(100, 2_500), "INTRST PYMNT");
    }
  }

  void studentLoan(Book checking) {
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

  Book card(int position, long limit) {
    var kind = position == 0 ? "Rewards" : position == 1 ? "Everyday" : "Plus";
    var card = home.open("credit", "credit card", kind);
    card.limit = limit;
    return card;
  }

  /** A card paid in full each month, on top of a balance that carries no interest. */
  Book healthyCard(Book checking, int position, long utilization, int purchases) {
    return healthyCard(checking, position, utilization, purchases, List.of());
  }

  Book healthyCard(
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
  void carriedCard(Book checking, int position, long utilization, boolean overdue) {
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

  void interest(Book card, LocalDate since, LocalDate until) {
    long charge = Math.max(card.balance, card.limit / 2) * 24 / 1_200;
    home.monthly(card, since, until, 25, "INTEREST CHARGE ON PURCHASES", charge, 5);
  }

  static void terms(Book card, double apr, long paid, long minimum, boolean overdue) {
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
  void close(Book checking, long percentOfMonth) {
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
