package app.countersign.extraction;

/** What extraction quality is grouped by; the same values as in the schema. */
enum QualityDimension {
  PROVIDER,
  MODEL,
  DAY,
  WEEK,
  MONTH;

  boolean isPeriod() {
    return this == DAY || this == WEEK || this == MONTH;
  }
}
