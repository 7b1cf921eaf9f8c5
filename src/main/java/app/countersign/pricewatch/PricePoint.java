package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.time.LocalDate;

/**
 * The prices of a day, week or month.
 *
 * @param from its first day
 * @param last the newest in it
 * @param observationCount at least 1
 */
public record PricePoint(LocalDate from, Money min, Money max, Money last, int observationCount) {}
