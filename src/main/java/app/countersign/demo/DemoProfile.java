package app.countersign.demo;

/** The kinds of financial life the generator can write; each leads to its persona by its rows. */
public enum DemoProfile {
  /** Cards near their limits, interest, some overdue. */
  CARD_HEAVY,
  /** Paid by one client every two months or so, with little left in between. */
  FREELANCER,
  /** Young or with a student loan, a small income, rent, and much coffee. */
  STUDENT,
  /** Five to nine subscriptions, monthly and weekly, with healthy cards. */
  SUBSCRIBER,
  /** Saves every two weeks, and owes little or nothing on cards. */
  SAVER,
  /** Nothing stands out: moderate cards, few subscriptions, small savings. */
  STEADY,
  /** Accounts without rows and without credit: no signal of any kind. */
  SILENT,
  /** Heavy cards until five months ago, paid down since; saves now. */
  TURNAROUND,
  /** Many subscriptions until three months ago; cancelled, and saves now. */
  TRIMMER,
  /** A freelancer until seven months ago, on a payroll since. */
  SETTLED,
  /** Steady until two months ago; the cards have filled since. */
  SLIPPING
}
