package app.countersign.insight;

import java.time.LocalDate;

/**
 * A finding and the newest day of the data it was found in.
 *
 * @param dataAsOf never later than the day it was found
 */
public record DatedFinding(Finding finding, LocalDate dataAsOf) {}
