package app.countersign.signal;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The income among a user's deposits of the last 24 months: at least 100, into an account of daily
 * life, and either payroll or benefits by its text or one of at least two of the same source.
 * Transfers of any kind, loans, advances, refunds, cash and payments to cards or loans never are.
 * Deposits are in the order of their days.
 */
final class IncomeDeposits {
  private static final BigDecimal LEAST_AMOUNT = BigDecimal.valueOf(100);
  private static final int LOOK_BACK_MONTHS = 24;
  private static final int DEPOSITS_FOR_CADENCE = 3;
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");

  private static final Set<TransactionCategory> NEVER_INCOME =
      EnumSet.of(
          TransactionCategory.REFUND,
          TransactionCategory.LOAN_ADVANCE,
          TransactionCategory.OWN_TRANSFER,
          TransactionCategory.PERSON_TRANSFER,
          TransactionCategory.CARD_PAYMENT,
          TransactionCategory.LOAN_PAYMENT,
          TransactionCategory.STUDENT_LOAN_PAYMENT,
          TransactionCategory.MORTGAGE,
          TransactionCategory.CASH);

  private static final Set<TransactionCategory> INCOME_BY_TEXT =
      EnumSet.of(TransactionCategory.PAYROLL, TransactionCategory.BENEFITS);

  private final List<LedgerRow> all;
  private final Map<String, List<LedgerRow>> bySource;

  private IncomeDeposits(List<LedgerRow> all, Map<String, List<LedgerRow>> bySource) {
    this.all = all;
    this.bySource = bySource;
  }

  static IncomeDeposits of(LedgerView view) {
    long firstDay = view.asOf().minusMonths(LOOK_BACK_MONTHS).plusDays(1).toEpochDay();
    Map<String, List<LedgerRow>> bySource = new HashMap<>();
    for (var row : view.rows()) {
      if (row.day() >= firstDay && canBeIncome(row, view)) {
        bySource.computeIfAbsent(sourceOf(row), _ -> new ArrayList<>()).add(row);
      }
    }
    bySource
        .values()
        .removeIf(
            deposits ->
                deposits.size() < 2 && !INCOME_BY_TEXT.contains(deposits.getFirst().category()));
    List<LedgerRow> all = new ArrayList<>();
    bySource.values().forEach(all::addAll);
    all.sort(
        Comparator.comparingLong(LedgerRow::day)
            .thenComparing(LedgerRow::amount)
            .thenComparing(row -> row.transaction().id()));
    return new IncomeDeposits(all, bySource);
  }

  List<LedgerRow> all() {
    return all;
  }

  /**
   * The deposits that tell the cadence: those of the main source since a day, or its last three
   * when there are fewer. The main source has the largest sum since that day, or since the third
   * newest deposit of any source; the one that paid last wins a tie.
   */
  List<LedgerRow> ofMainSource(long sinceDay) {
    long from = reachBack(all, sinceDay);
    List<LedgerRow> main = List.of();
    var mainSum = BigDecimal.ZERO;
    var sources = bySource.keySet().stream().sorted().toList();
    for (var source : sources) {
      var deposits = bySource.getOrDefault(source, List.of());
      var sum =
          deposits.stream()
              .filter(row -> row.day() >= from)
              .map(LedgerRow::amount)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      int order = sum.compareTo(mainSum);
      if (order > 0
          || (order == 0 && !main.isEmpty() && deposits.getLast().day() > main.getLast().day())) {
        main = deposits;
        mainSum = sum;
      }
    }
    long since = reachBack(main, sinceDay);
    return main.stream().filter(row -> row.day() >= since).toList();
  }

  private static long reachBack(List<LedgerRow> ordered, long sinceDay) {
    int third = ordered.size() - DEPOSITS_FOR_CADENCE;
    if (third >= 0) {
      return Math.min(sinceDay, ordered.get(third).day());
    }
    return ordered.isEmpty() ? sinceDay : Math.min(sinceDay, ordered.getFirst().day());
  }

  private static boolean canBeIncome(LedgerRow row, LedgerView view) {
    return row.amount().compareTo(LEAST_AMOUNT) >= 0
        && row.movement() == Movement.ORDINARY
        && view.isDaily(row.role())
        && !NEVER_INCOME.contains(row.category());
  }

  /**
   * The payer's name, or the words of the bank text without its numbers, which change each time.
   */
  private static String sourceOf(LedgerRow row) {
    var merchant = row.transaction().merchant();
    var name = merchant == null ? row.transaction().description() : merchant;
    var words = NOT_LETTERS.matcher(name).replaceAll(" ").strip();
    return (words.isEmpty() ? name.strip() : words).toUpperCase(Locale.ROOT);
  }
}
