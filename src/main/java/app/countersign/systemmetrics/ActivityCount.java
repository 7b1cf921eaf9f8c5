package app.countersign.systemmetrics;

import java.time.LocalDate;

/**
 * What was done in a day or a week.
 *
 * @param from its first day
 */
record ActivityCount(
    LocalDate from,
    int importedCount,
    int viewedCount,
    int extractedCount,
    int submittedCount,
    int quotedCount) {

  ActivityCount plus(ActivityCount other) {
    return new ActivityCount(
        from,
        importedCount + other.importedCount,
        viewedCount + other.viewedCount,
        extractedCount + other.extractedCount,
        submittedCount + other.submittedCount,
        quotedCount + other.quotedCount);
  }
}
