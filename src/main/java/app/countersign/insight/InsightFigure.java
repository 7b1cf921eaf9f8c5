package app.countersign.insight;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One number behind an insight. Exactly one of amount, percent, count and months is there, as the
 * unit says.
 *
 * @param name what it is, a stable word in lower camel case
 * @param period the days it is of; null where it is of no days: a threshold, a limit
 */
public record InsightFigure(
    String name,
    FigureUnit unit,
    @Nullable Money amount,
    @Nullable BigDecimal percent,
    @Nullable Integer count,
    @Nullable BigDecimal months,
    @Nullable InsightPeriod period) {
  private static final int DIGITS = 2;

  /** An amount of money. */
  public static InsightFigure amount(String name, Money amount, @Nullable InsightPeriod period) {
    return new InsightFigure(name, FigureUnit.MONEY, amount, null, null, null, period);
  }

  /** A share or a change in percent; rounded to two digits. */
  public static InsightFigure percent(
      String name, BigDecimal percent, @Nullable InsightPeriod period) {
    return new InsightFigure(
        name,
        FigureUnit.PERCENT,
        null,
        percent.setScale(DIGITS, RoundingMode.HALF_UP),
        null,
        null,
        period);
  }

  /** How many. */
  public static InsightFigure count(String name, int count, @Nullable InsightPeriod period) {
    return new InsightFigure(name, FigureUnit.COUNT, null, null, count, null, period);
  }

  /** A time in months; rounded to two digits. */
  public static InsightFigure months(
      String name, BigDecimal months, @Nullable InsightPeriod period) {
    return new InsightFigure(
        name,
        FigureUnit.MONTHS,
        null,
        null,
        null,
        months.setScale(DIGITS, RoundingMode.HALF_UP),
        period);
  }

  /** The number itself, whatever it is counted in. */
  BigDecimal value() {
    if (amount != null) {
      return amount.amount();
    }
    if (percent != null) {
      return percent;
    }
    if (count != null) {
      return BigDecimal.valueOf(count);
    }
    return months == null ? BigDecimal.ZERO : months;
  }
}
