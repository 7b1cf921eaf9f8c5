package app.countersign.signal;

/** The two windows that signals and personas are computed for, side by side. */
public enum SignalWindow {
  /** The last 30 days: what is going on now. */
  DAYS_30(30),
  /** The last 180 days: the trend. */
  DAYS_180(180);

  private final int days;

  SignalWindow(int days) {
    this.days = days;
  }

  /** The window's length in days. */
  public int days() {
    return days;
  }
}
