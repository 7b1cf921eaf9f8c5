package app.countersign.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One account while it is being written. Amounts are in cents, positive for money out. */
final class Book {

  final String type;
  final String subtype;
  final String name;
  final String number;
  final Map<String, Object> liability = new TreeMap<>();
  boolean hasBalance = true;
  long balance;
  long limit;

  private final List<Row> rows = new ArrayList<>();

  Book(String type, String subtype, String name, String number) {
    this.type = type;
    this.subtype = subtype;
    this.name = name;
    this.number = number;
  }

  void out(LocalDate date, long cents, String text) {
    rows.add(new Row(date, cents, text, false));
  }

  void in(LocalDate date, long cents, String text) {
    rows.add(new Row(date, -cents, text, false));
  }

  /** A payment or transfer to an account of the same household. */
  void outToOwn(LocalDate date, long cents, String text) {
    rows.add(new Row(date, cents, text, true));
  }

  /** The rows by date; rows of one day stay as they were written. */
  List<Row> rows() {
    return rows.stream().sorted(Comparator.comparing(Row::date)).toList();
  }

  /** What was spent from a day on (inclusive) to another (exclusive), own accounts left out. */
  long spent(LocalDate from, LocalDate until) {
    return rows.stream()
        .filter(row -> !row.own() && row.cents() > 0)
        .filter(row -> !row.date().isBefore(from) && row.date().isBefore(until))
        .mapToLong(Row::cents)
        .sum();
  }

  /** What came in beyond what went out. */
  long surplus() {
    return -rows.stream().mapToLong(Row::cents).sum();
  }

  String mask() {
    return number.substring(number.length() - 4);
  }

  record Row(LocalDate date, long cents, String text, boolean own) {}
}
