package app.countersign.deskstats;

import java.math.BigDecimal;

/**
 * Something an operator ought to know.
 *
 * @param message for a person to read
 * @param count the number that was seen; of a high rejection rate, today's rejections
 * @param threshold what it is held against; of a high rejection rate, the share
 */
public record Alert(
    AlertKind kind, AlertSeverity severity, String message, int count, BigDecimal threshold) {}
