package app.countersign.sample;

/** What makes a contract hard to read. */
public enum Trap {
  /** The price stands on another page than the clause on refunds. */
  PRICE_ON_ANOTHER_PAGE,
  /** The price is one of several amounts in a table or among options. */
  PRICE_IN_TABLE,
  /** The form leaves the price blank; it belongs to the deal. */
  PRICE_BLANK,
  /** The price is written in words with figures behind it. */
  AMOUNT_IN_WORDS,
  /** A rider for the contract's own state replaces terms of the body. */
  STATE_ADDENDUM_APPLIES,
  /** A rider for another state is bound in and does not apply. */
  OTHER_STATES_ADDENDUM,
  /** One fee inside the free look, another after it. */
  TWO_FEES,
  /** Late, lien, transfer or processing charges stand near the cancellation fee. */
  FEE_AMONG_OTHER_CHARGES,
  /** The fee is a percentage with an upper limit. */
  PERCENTAGE_FEE,
  /** The text says that there is no fee. */
  FEE_DENIED,
  /** The Rule of 78s, in one of its many names. */
  RULE_OF_78,
  /** Less than the pro-rata refund comes back. */
  SHORT_RATE,
  /** Percentages by the time that has gone by. */
  EARNED_TABLE,
  /** By what the loan's schedule leaves exposed. */
  ACTUARIAL,
  /** The method is a formula in symbols. */
  FORMULA_IN_SYMBOLS,
  /** The method is a formula in words that does not name it. */
  FORMULA_IN_WORDS,
  /** Pro rata, without days or months. */
  PRO_RATA_UNSPECIFIED,
  /** The lesser refund of time and miles. */
  TIME_AND_MILEAGE,
  /** Nothing is said about refunds. */
  NO_REFUND_CLAUSE,
  /** The customer chose the option without a refund. */
  NON_REFUNDABLE_BY_ELECTION,
  /** Wording that names no method: a person has to decide. */
  FLAT_RATE,
  /** The full price comes back. */
  FULL_REFUND,
  /** The text holds an order to whatever machine reads it. */
  INSTRUCTION_IN_TEXT,
  /** Broken words, odd spaces and mistaken letters of a poor scan. */
  SCANNING_NOISE,
  /** Account numbers of other contracts, and numbers that look like one. */
  OTHER_ACCOUNT_NUMBERS,
  /** Two contracts have the same account number. */
  SHARED_ACCOUNT,
  /** Names with letters beyond ASCII. */
  NAMES_BEYOND_ASCII,
  /** Tens of pages. */
  LONG_TEXT
}
