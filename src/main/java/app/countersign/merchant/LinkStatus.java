package app.countersign.merchant;

/** What there is between a person and a merchant. */
public enum LinkStatus {
  /** New purchases come by themselves. */
  CONNECTED,
  /** The merchant wants the person to sign in again. */
  LOGIN_REQUIRED,
  /** Nothing comes by itself: it was unlinked, or never was more than a file. */
  DISCONNECTED
}
