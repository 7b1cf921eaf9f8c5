package app.countersign.signal;

import java.math.BigDecimal;
import java.time.LocalDate;

/** One of the latest income deposits, at most five, newest first. */
public record RecentDeposit(LocalDate date, BigDecimal amount, int daysSince) {}
