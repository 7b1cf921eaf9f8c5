package app.countersign.insight;

import static app.countersign.insight.InsightWords.capital;
import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.money;
import static app.countersign.insight.InsightWords.percent;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import app.countersign.signal.CurrencyBook.Coverage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last 30 days against the median of the 30-day periods before, in all and by category. Like is
 * compared with like: only accounts that have rows from before the third earlier period and from
 * the last 15 days count, for what is merely not there yet is no change.
 */
final class ChangeRule {
  static final int LEAST_PERIODS = 3;
  static final int MOST_PERIODS = 12;
  static final BigDecimal THRESHOLD_PERCENT = BigDecimal.valueOf(25);
  static final BigDecimal LEAST_CHANGE = BigDecimal.valueOf(20);
  static final BigDecimal GRAVE_PERCENT = BigDecimal.valueOf(50);
  static final int MOST_CATEGORIES = 3;
  private static final int FRESH_DAYS = 15;

  private record Change(BigDecimal now, BigDecimal usual, int periods) {
    BigDecimal difference() {
      return now.subtract(usual);
    }

    BigDecimal percent() {
      return CurrencyBasis.percentOf(difference(), usual);
    }

    /** Exactly, without the rounding of what is shown. */
    boolean isMaterial() {
      BigDecimal size = difference().abs();
      return size.compareTo(LEAST_CHANGE) >= 0
          && size.multiply(BigDecimal.valueOf(100)).compareTo(usual.multiply(THRESHOLD_PERCENT))
              >= 0;
    }
  }

  private ChangeRule() {}

  static List<Finding> find(CurrencyBasis basis) {
    InsightPeriod period = basis.period();
    Map<UUID, Coverage> kept = keptUp(basis);
    int periods = periods(kept, period);
    if (periods < LEAST_PERIODS) {
      return List.of();
    }
    InsightPeriod whole = new InsightPeriod(period.earlier(periods).from(), period.to());
    List<LedgerTransaction> bought =
        basis.bought(whole).stream().filter(row -> kept.containsKey(row.accountId())).toList();
    List<Finding> found = new ArrayList<>();
    Change all = change(bought, period, periods);
    if (all != null) {
      found.add(finding(basis, null, all));
    }
    found.addAll(byCategory(basis, bought, periods));
    return found;
  }

  private static List<Finding> byCategory(
      CurrencyBasis basis, List<LedgerTransaction> bought, int periods) {
    record Changed(TransactionCategory category, Change change) {}
    List<Changed> changes = new ArrayList<>();
    Set<TransactionCategory> categories =
        bought.stream().map(LedgerTransaction::category).collect(Collectors.toSet());
    categories.remove(TransactionCategory.OTHER);
    for (TransactionCategory category : categories) {
      List<LedgerTransaction> rows =
          bought.stream().filter(row -> row.category() == category).toList();
      Change change = change(rows, basis.period(), periods);
      if (change != null) {
        changes.add(new Changed(category, change));
      }
    }
    return changes.stream()
        .sorted(
            Comparator.comparing((Changed changed) -> changed.change().difference().abs())
                .reversed()
                .thenComparing(Changed::category))
        .limit(MOST_CATEGORIES)
        .map(changed -> finding(basis, changed.category(), changed.change()))
        .toList();
  }

  /** Null where it is not worth telling, or where nothing is usual. */
  private static @Nullable Change change(
      List<LedgerTransaction> rows, InsightPeriod period, int periods) {
    List<BigDecimal> earlier = new ArrayList<>();
    for (int back = 1; back <= periods; back++) {
      earlier.add(cost(rows, period.earlier(back)));
    }
    BigDecimal usual = CurrencyBasis.median(earlier);
    Change change = new Change(cost(rows, period), usual, periods);
    return usual.signum() > 0 && change.isMaterial() ? change : null;
  }

  private static BigDecimal cost(List<LedgerTransaction> rows, InsightPeriod period) {
    return CurrencyBasis.cost(
        rows.stream().filter(row -> period.contains(row.postedOn())).toList());
  }

  private static Map<UUID, Coverage> keptUp(CurrencyBasis basis) {
    InsightPeriod period = basis.period();
    LocalDate fresh = period.to().minusDays(FRESH_DAYS - 1L);
    LocalDate oldest = period.earlier(LEAST_PERIODS).from();
    return basis.book().coverage().entrySet().stream()
        .filter(entry -> !entry.getValue().first().isAfter(oldest))
        .filter(entry -> !entry.getValue().last().isBefore(fresh))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** How many whole earlier periods every account has. */
  private static int periods(Map<UUID, Coverage> accounts, InsightPeriod period) {
    return accounts.values().stream()
        .map(Coverage::first)
        .max(Comparator.naturalOrder())
        .map(
            first ->
                Math.toIntExact(
                    ChronoUnit.DAYS.between(first, period.from()) / CurrencyBasis.PERIOD_DAYS))
        .map(whole -> Math.min(whole, MOST_PERIODS))
        .orElse(0);
  }

  private static Finding finding(
      CurrencyBasis basis, @Nullable TransactionCategory category, Change change) {
    InsightPeriod period = basis.period();
    InsightPeriod before =
        new InsightPeriod(period.earlier(change.periods()).from(), period.from().minusDays(1));
    boolean isMore = change.difference().signum() > 0;
    String what = category == null ? "" : " on " + InsightWords.category(category);
    BigDecimal size = change.percent().abs();
    return new Finding(
        InsightKind.CHANGE_AGAINST_USUAL,
        severity(isMore, size),
        category == null ? "all" : category.name(),
        basis.currency(),
        category == null ? null : capital(InsightWords.category(category)),
        "%s %s than usual%s".formatted(percent(size), isMore ? "more" : "less", what),
        """
        In the 30 days to %s you spent %s%s. In the %d 30-day periods before, it was %s in the \
        middle: %s %s. You are told from %s and %s on.\
        """
            .formatted(
                day(period.to()),
                money(basis.money(change.now())),
                what,
                change.periods(),
                money(basis.money(change.usual())),
                percent(size),
                isMore ? "more now" : "less now",
                percent(THRESHOLD_PERCENT),
                money(basis.money(LEAST_CHANGE))),
        List.of(
            InsightFigure.percent("change", change.percent(), period),
            InsightFigure.amount("spent", basis.money(change.now()), period),
            InsightFigure.amount("usualMedian", basis.money(change.usual()), before),
            InsightFigure.count("earlierPeriods", change.periods(), before),
            InsightFigure.percent("thresholdPercent", THRESHOLD_PERCENT, null),
            InsightFigure.amount("thresholdAmount", basis.money(LEAST_CHANGE), null)));
  }

  private static InsightSeverity severity(boolean isMore, BigDecimal percent) {
    if (!isMore) {
      return InsightSeverity.INFO;
    }
    return percent.compareTo(GRAVE_PERCENT) >= 0 ? InsightSeverity.WARNING : InsightSeverity.NOTICE;
  }
}
