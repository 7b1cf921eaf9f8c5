package app.countersign.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The accounts of one generated user, and the ways money moves through them. */
final class Household {

  final RandomGenerator random;
  final Catalog catalog;
  final LocalDate first;
  final LocalDate last;
  final List<Book> books = new ArrayList<>();
  private final String city;

  Household(RandomGenerator random, Catalog catalog, LocalDate first, LocalDate last) {
    this.random = random;
    this.catalog = catalog;
    this.first = first;
    this.last = last;
    city = catalog.pick("cities", random);
  }

  /** A raw bank text of this household's town. */
  String text(String list) {
    return catalog.text(list, city, random);
  }

  Book open(String type, String subtype, String name) {
    var book = new Book(type, subtype, name, Catalog.digits(12, random));
    books.add(book);
    return book;
  }

  long between(long low, long high) {
    return low + random.nextLong(high - low + 1);
  }

  /** An amount near a given one, at most so many percent away. */
  long near(long cents, int percent) {
    return cents + between(-cents * percent / 100, cents * percent / 100);
  }

  /** Steady pay every two weeks. */
  void payroll(Book into, LocalDate from, LocalDate until, String employer, long cents) {
    for (var day = from; !day.isAfter(until); day = day.plusDays(14)) {
      into.in(day, near(cents, 2), employer + " DES:PAYROLL ID:" + Catalog.digits(9, random));
    }
  }

  /** A client's invoices, 50 to 80 days apart, each of another size. */
  void invoices(Book into, LocalDate from, LocalDate until, String client, long cents) {
    int number = 1_000 + random.nextInt(900);
    for (var day = from; !day.isAfter(until); day = day.plusDays(between(50, 80))) {
      into.in(day, near(cents, 45), "ACH CREDIT " + client + " INVOICE " + number++);
    }
  }

  /** A bill on the same day of every month; the 28th at the latest. */
  void monthly(
      Book from, LocalDate since, LocalDate until, int day, String text, long cents, int percent) {
    for (var month = YearMonth.from(since);
        !month.atDay(day).isAfter(until);
        month = month.plusMonths(1)) {
      if (!month.atDay(day).isBefore(since)) {
        from.out(month.atDay(day), near(cents, percent), text);
      }
    }
  }

  void subscribe(Book from, LocalDate since, LocalDate until, Catalog.Subscription subscription) {
    if (!subscription.weekly()) {
      int day = (int) between(1, 28);
      monthly(from, since, until, day, subscription.text(), subscription.cents(), 0);
      return;
    }
    for (var day = since.plusDays(random.nextInt(7)); !day.isAfter(until); day = day.plusDays(7)) {
      from.out(day, subscription.cents(), subscription.text());
    }
  }

  /** Spending without a plan: so many rows in 30 days, on random days. */
  void spend(Book from, String list, double perMonth, long low, long high) {
    spend(from, first, last, list, perMonth, low, high);
  }

  void spend(
      Book from,
      LocalDate since,
      LocalDate until,
      String list,
      double perMonth,
      long low,
      long high) {
    for (var day = since; !day.isAfter(until); day = day.plusDays(1)) {
      if (random.nextDouble() < perMonth / 30) {
        from.out(day, between(low, high), worded(from, text(list), day));
      }
    }
  }

  /** Regular saving: a pair of rows every two weeks. */
  void save(Book checking, Book savings, LocalDate since, LocalDate until, int days, long cents) {
    for (var day = since; !day.isAfter(until); day = day.plusDays(days)) {
      var text = "Online Transfer to SAV ..." + savings.mask();
      checking.outToOwn(day, cents, text);
      savings.in(day, cents, "Online Transfer from CHK ..." + checking.mask());
    }
  }

  /** Pays a card from checking, a pair of rows a day apart at most. */
  void payCard(Book checking, Book card, LocalDate day, long cents) {
    var paid = card.name.endsWith("Plus") ? day : day.minusDays(1);
    checking.outToOwn(paid.isBefore(first) ? day : paid, cents, cardPaymentText(card));
    card.in(day, cents, "AUTOMATIC PAYMENT - THANK YOU");
  }

  /** Pays each month what the month before was bought. */
  void payInFull(Book checking, Book card) {
    for (var month = YearMonth.from(first).plusMonths(1);
        !month.atDay(18).isAfter(last);
        month = month.plusMonths(1)) {
      long bought = card.spent(month.minusMonths(1).atDay(1), month.atDay(1));
      if (bought > 0) {
        payCard(checking, card, month.atDay(18), bought);
      }
    }
  }

  private String cardPaymentText(Book card) {
    return catalog.entry("cards", books.indexOf(card)) + " PPD ID: " + card.number;
  }

  /** The wording banks put around a purchase on a debit card; cards' own rows go without. */
  private String worded(Book book, String text, LocalDate day) {
    if (book.type.equals("credit")) {
      return text;
    }
    var date = "%02d/%02d".formatted(day.getMonthValue(), day.getDayOfMonth());
    return switch (random.nextInt(4)) {
      case 0 -> "POS DEBIT " + text;
      case 1 ->
          "PURCHASE AUTHORIZED ON %s %s S%s CARD %s"
              .formatted(date, text, Catalog.digits(15, random), book.mask());
      case 2 -> "DEBIT CARD PURCHASE XXXXX" + book.mask() + " " + text;
      default -> text;
    };
  }
}
