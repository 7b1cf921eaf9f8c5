package app.countersign.persona;

/** The five personas in their fixed order, risk first and praise last, and the two fallbacks. */
public enum PersonaKind {
  HIGH_UTILIZATION,
  VARIABLE_INCOME_BUDGETER,
  STUDENT,
  SUBSCRIPTION_HEAVY,
  SAVINGS_BUILDER,
  /** Signals exist and no persona matches. */
  GENERAL,
  /** There is no signal of any kind. */
  NONE
}
