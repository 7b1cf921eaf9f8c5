package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;

/**
 * How far the input of a computation carries.
 *
 * @param score categories whose computation ended, of the five asked for, in [0, 1] with two
 *     decimals. A category that is absent because no row tells of it did end; one whose numbers
 *     exceed decimal arithmetic did not. Gaps in the data do not lower it: they are listed
 * @param missingFields what could not be told, in the order of the categories: {@code savings} for
 *     a whole category, {@code savings.emergencyFundMonths} for a value of one that is present,
 *     {@code credit.cards[1].limit} for the second card
 * @param warnings sentences without personal data on what was left out or had to be assumed, and on
 *     each category that failed
 */
public record DataQuality(BigDecimal score, List<String> missingFields, List<String> warnings) {}
