package app.countersign.insight;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import app.countersign.signal.CurrencyBook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the rules find something in: a customer's ledger in one currency, told for the newest day
 * there are data of.
 *
 * @param isCurrent whether the data are so new that they say how things stand now
 */
record CurrencyBasis(CurrencyBook book, boolean isCurrent) {
  /** How long a period of the rules is. */
  static final int PERIOD_DAYS = 30;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Money that goes out without anything being bought for it. */
  private static final Set<TransactionCategory> NOT_BOUGHT =
      EnumSet.of(
          TransactionCategory.PAYROLL,
          TransactionCategory.BENEFITS,
          TransactionCategory.INTEREST_EARNED,
          TransactionCategory.REFUND,
          TransactionCategory.LOAN_ADVANCE,
          TransactionCategory.OWN_TRANSFER,
          TransactionCategory.PERSON_TRANSFER,
          TransactionCategory.CARD_PAYMENT,
          TransactionCategory.LOAN_PAYMENT,
          TransactionCategory.STUDENT_LOAN_PAYMENT,
          TransactionCategory.MORTGAGE,
          TransactionCategory.RENT,
          TransactionCategory.PAYROLL_PAID,
          TransactionCategory.TAX,
          TransactionCategory.FEES,
          TransactionCategory.INTEREST_CHARGED,
          TransactionCategory.CASH);

  String currency() {
    return book.currency();
  }

  /** The last 30 days. */
  InsightPeriod period() {
    return InsightPeriod.endingOn(book.asOf(), PERIOD_DAYS);
  }

  /** What was bought in these days. */
  List<LedgerTransaction> bought(InsightPeriod period) {
    return spending(row -> isBought(row) && period.contains(row.postedOn()));
  }

  List<LedgerTransaction> spending(Predicate<LedgerTransaction> which) {
    return book.spending().stream().filter(which).toList();
  }

  Money money(BigDecimal amount) {
    return Money.of(amount, currency());
  }

  static boolean isBought(LedgerTransaction row) {
    return !NOT_BOUGHT.contains(row.category());
  }

  /** What rows cost together, above zero. */
  static BigDecimal cost(List<LedgerTransaction> rows) {
    return rows.stream()
        .map(LedgerTransaction::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::subtract);
  }

  /** A part in percent of a whole above zero, with two digits. */
  static BigDecimal percentOf(BigDecimal part, BigDecimal whole) {
    return part.multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_UP);
  }

  /** The middle of amounts, of which there is at least one; of an even number the mean of two. */
  static BigDecimal median(List<BigDecimal> amounts) {
    List<BigDecimal> ascending = amounts.stream().sorted().toList();
    int count = ascending.size();
    BigDecimal two = BigDecimal.valueOf(2);
    // Half of a decimal is a decimal: the division is exact.
    return ascending.get((count - 1) / 2).add(ascending.get(count / 2)).divide(two);
  }
}
