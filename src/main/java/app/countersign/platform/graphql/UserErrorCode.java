package app.countersign.platform.graphql;

/** Why a mutation was refused, where the caller can mend it. Part of the API: never renamed. */
public enum UserErrorCode {
  /** Nothing with that id, or nothing the caller may see. */
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
  /** There is nothing to take back. */
  NOTHING_TO_UNDO,
  /** The caller's role or ownership does not allow it for this very thing. */
  NOT_ALLOWED,
  /** A value of the input is missing, malformed or out of range. */
  INVALID_INPUT,
  /** More items than one call takes. */
  TOO_MANY,
  /** The idempotency key was used before with another input. */
  KEY_REUSED,
  /** Something with that name exists already. */
  ALREADY_EXISTS,
  /** Email or password is wrong, or the token is no longer good. */
  INVALID_CREDENTIALS,
  /** Too many failures: try again later. */
  LOCKED_OUT,
  /** The user has not agreed to analysis. */
  CONSENT_MISSING,
  /** There is no data to work on. */
  NO_DATA,
  /** Another item of an all-or-nothing call was refused, so this one was not done either. */
  NOT_ATTEMPTED
}
