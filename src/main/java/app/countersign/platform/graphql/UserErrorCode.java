package app.countersign.platform.graphql;

/** Why a mutation was refused, where the caller can mend it. Part of the API: never renamed. */
public enum UserErrorCode {
  /** There is no such thing, or the caller may not see it. */
  NOT_FOUND,
  /** The thing has moved on since the caller read it. */
  STALE_VERSION,
  /** The thing's status does not allow the step. */
  ILLEGAL_TRANSITION,
  /** A check that must pass before approval has failed. */
  GUARDRAILS_FAILED,
  /** Another operator holds the claim. */
  CLAIMED_BY_OTHER,
  /** The window for taking a decision back has closed. */
  UNDO_EXPIRED,
  /** Only the one who decided, or a senior operator, may take it back. */
  UNDO_NOT_ALLOWED,
  /** There is no decision to take back. */
  NOTHING_TO_UNDO,
  /** A value of the input is missing, malformed or out of range. */
  INVALID_INPUT,
  /** The idempotency key was used before with another input. */
  KEY_REUSED,
  /** E-mail or password is wrong, or the account is not active. */
  SIGN_IN_FAILED,
  /** Too many failed attempts: try again later. */
  SIGN_IN_LOCKED,
  /** The refresh token is unknown, used, expired or revoked. */
  SESSION_EXPIRED,
  /** The document cannot be read at the place named. */
  UNREADABLE_DOCUMENT,
  /** The user has not consented to this. */
  CONSENT_MISSING,
  /** It exists already. */
  ALREADY_EXISTS
}
