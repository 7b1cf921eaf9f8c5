package app.countersign.contract;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days from one through another; null is open. */
public record DayRange(@Nullable LocalDate from, @Nullable LocalDate to) {}
