package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a product in a few figures.
 *
 * @param median of an even number the mean of the two in the middle, rounded once, half up
 * @param lowerQuartile the price that a quarter of the prices are not above
 * @param upperQuartile the price that a quarter of the prices are not below
 * @param current the newest
 * @param observationCount at least 1
 * @param firstAt of the oldest
 * @param asOf of the newest
 */
public record PriceStatistics(
    Money lowest,
    Money highest,
    Money median,
    Money lowerQuartile,
    Money upperQuartile,
    Money current,
    int observationCount,
    Instant firstAt,
    Instant asOf) {
  /** How far the newest is above the median, in percent with one digit; negative below it. */
  public BigDecimal changeVsMedianPct() {
    return current
        .amount()
        .subtract(median.amount())
        .movePointRight(2)
        .divide(median.amount(), 1, RoundingMode.HALF_UP);
  }

  /** The figures of prices in any order; null without any. */
  static @Nullable PriceStatistics of(List<PriceForecast.Seen> seen, String currency) {
    if (seen.isEmpty()) {
      return null;
    }
    List<PriceForecast.Seen> byTime =
        seen.stream().sorted(Comparator.comparing(PriceForecast.Seen::at)).toList();
    List<BigDecimal> amounts = seen.stream().map(PriceForecast.Seen::amount).sorted().toList();
    int count = amounts.size();
    BigDecimal middle =
        amounts.get((count - 1) / 2).add(amounts.get(count / 2)).multiply(new BigDecimal("0.5"));
    int quarter = (count + 3) / 4 - 1;
    return new PriceStatistics(
        Money.of(amounts.getFirst(), currency),
        Money.of(amounts.getLast(), currency),
        Money.of(middle, currency),
        Money.of(amounts.get(quarter), currency),
        Money.of(amounts.get(count - 1 - quarter), currency),
        Money.of(byTime.getLast().amount(), currency),
        count,
        byTime.getFirst().at(),
        byTime.getLast().at());
  }
}
