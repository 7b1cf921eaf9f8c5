package app.countersign.pricewatch;

/** Whether a tracked product's alert can go off. */
public enum AlertState {
  /** There is no target. */
  NONE,
  /** The next recorded price at or below the target sets it off. */
  ARMED,
  /** It went off; a recorded price above the target arms it again. */
  FIRED
}
