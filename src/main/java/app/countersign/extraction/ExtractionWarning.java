package app.countersign.extraction;

import org.jspecify.annotations.Nullable;

/**
 * Something to look at twice.
 *
 * @param term null when it is about all of them
 */
record ExtractionWarning(Kind kind, @Nullable TermName term, String message) {

  /** What an extraction can warn of; the same values as in the schema. */
  enum Kind {
    FEE_ABOVE_PREMIUM,
    LOW_CONFIDENCE,
    TOO_CONFIDENT,
    UNVERIFIED_QUOTE,
    PRICE_DIFFERS_FROM_DEAL,
    UNUSUAL_VALUE,
    TEXT_INCOMPLETE
  }
}
