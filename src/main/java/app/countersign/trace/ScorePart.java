package app.countersign.trace;

import java.math.BigDecimal;

/**
 * One part of a candidate's score.
 *
 * @param name what it measures
 * @param value 0 to 1
 * @param weight its share of the score, 0 to 1
 */
public record ScorePart(String name, BigDecimal value, BigDecimal weight) {}
