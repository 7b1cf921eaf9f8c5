package app.countersign.signal;

/** What kind of income a person's deposits look like. */
public enum IncomeType {
  PAYROLL,
  FREELANCE,
  MIXED,
  UNKNOWN
}
