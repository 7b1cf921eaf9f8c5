package app.countersign.terms;

/** How the unearned part of a price is found; the same values as in the schema. */
public enum RefundMethod {
  /** In proportion to the days left of the term; also "pro rata" without saying days or months. */
  PRO_RATA_DAILY,
  /** In proportion to the months left of the term. */
  PRO_RATA_MONTHLY,
  /** By the sum of the months' digits: the first month earns the most. */
  RULE_OF_78,
  /** A share of the pro-rata refund, or a table of earned percentages. */
  SHORT_RATE,
  /** In proportion to what the loan's schedule leaves exposed. */
  ACTUARIAL,
  /** The full price. */
  FLAT,
  /** Nothing comes back. */
  NONE,
  /** The contract says something that is none of these, or not clearly; a person has to decide. */
  UNKNOWN
}
