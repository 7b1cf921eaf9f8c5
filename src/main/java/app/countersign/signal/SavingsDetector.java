package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads savings, money market and HSA accounts. Every movement of them is savings, except one
 * between two of them. Growth compares the balance with the one the window began with, which is the
 * balance less everything that moved in the window.
 */
final class SavingsDetector {
  private SavingsDetector() {}

  /**
   * The signals of the window; null when the user has no savings account, or when neither a balance
   * nor a row of any is known.
   */
  static @Nullable SavingsSignals detect(
      LedgerView view, WindowTotals totals, @Nullable Ratio monthlyExpenses) {
    var accounts =
        view.accounts().stream()
            .filter(held -> held.isInCurrency() && held.role() == AccountRole.SAVINGS)
            .toList();
    if (accounts.stream().noneMatch(held -> held.balance() != null || held.hasRows())) {
      return null;
    }
    var flow = Flow.of(view, totals.span());
    var total = totalOf(accounts);
    return new SavingsSignals(
        totals.monthly(flow.net()).rounded(),
        total == null ? null : growthPct(total, flow.moved()),
        total == null ? null : monthsCovered(total, monthlyExpenses),
        Ratio.storedOrNull(total),
        accounts.size(),
        Ratio.storedOrNull(flow.largestDeposit()),
        Ratio.storedOrNull(flow.largestWithdrawal()));
  }

  /** How many months of expenses a balance pays for; null when the expenses are unknown or zero. */
  static @Nullable BigDecimal monthsCovered(BigDecimal balance, @Nullable Ratio monthlyExpenses) {
    if (monthlyExpenses == null) {
      return null;
    }
    var months = Ratio.of(balance, 1).over(monthlyExpenses);
    return months == null ? null : months.rounded();
  }

  /** The sum of the balances; null when one is unknown, because a part is not the total. */
  static @Nullable BigDecimal totalOf(List<HeldAccount> accounts) {
    var total = BigDecimal.ZERO;
    for (var held : accounts) {
      if (held.balance() == null) {
        return null;
      }
      total = total.add(held.balance());
    }
    return total;
  }

  private static @Nullable BigDecimal growthPct(BigDecimal balance, BigDecimal moved) {
    return Ratio.of(moved, 1).percentOf(Ratio.of(balance.subtract(moved), 1));
  }

  /** What moved in a window: all of it, and what of it was not just between savings accounts. */
  private record Flow(
      BigDecimal moved,
      BigDecimal net,
      @Nullable BigDecimal largestDeposit,
      @Nullable BigDecimal largestWithdrawal) {

    static Flow of(LedgerView view, DaySpan window) {
      var moved = BigDecimal.ZERO;
      var net = BigDecimal.ZERO;
      var highest = BigDecimal.ZERO;
      var lowest = BigDecimal.ZERO;
      for (var row : view.rows()) {
        if (row.role() != AccountRole.SAVINGS || !window.contains(row.day())) {
          continue;
        }
        moved = moved.add(row.amount());
        if (row.movement() != Movement.BETWEEN_SAVINGS) {
          net = net.add(row.amount());
          highest = highest.max(row.amount());
          lowest = lowest.min(row.amount());
        }
      }
      return new Flow(
          moved,
          net,
          highest.signum() == 0 ? null : highest,
          lowest.signum() == 0 ? null : lowest.negate());
    }
  }
}
