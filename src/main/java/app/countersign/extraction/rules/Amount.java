package app.countersign.extraction.rules;

import app.countersign.money.Money;
import java.math.BigDecimal;

/**
 * An amount of money or a percentage as it stands in a folded text.
 *
 * @param start of the first character in the folded text
 * @param end after the last
 * @param value the number
 * @param unit the currency by ISO 4217, or "%"
 * @param isMarked whether the currency stands beside it, rather than being taken for granted
 * @param isNoisy whether the characters had to be mended to be a number
 */
record Amount(
    int start, int end, BigDecimal value, String unit, boolean isMarked, boolean isNoisy) {
  private static final String PERCENT = "%";

  boolean isPercent() {
    return unit.equals(PERCENT);
  }

  Money money() {
    return Money.of(value, unit);
  }
}
