package app.countersign.signal;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A merchant that charges a steady amount at a steady cadence. The amount is the mean charge. */
public record RecurringMerchant(
    String name,
    BigDecimal amount,
    Cadence cadence,
    LocalDate lastChargeDate,
    int chargesInWindow,
    BigDecimal chargedInWindow) {}
