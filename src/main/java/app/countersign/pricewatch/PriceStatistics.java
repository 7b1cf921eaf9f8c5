package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

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
}
