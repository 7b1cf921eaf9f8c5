package app.countersign.platform.graphql;

/** What a caller can mend; the same values as in the schema, which says what each means. */
public enum UserErrorCode {
  NOT_FOUND,
  STALE_VERSION,
  ILLEGAL_TRANSITION,
  GUARDRAILS_FAILED,
  CLAIMED_BY_OTHER,
  UNDO_EXPIRED,
  NOT_ALLOWED,
  NOT_ATTEMPTED,
  NOTHING_TO_UNDO,
  INVALID_INPUT,
  KEY_REUSED,
  SIGN_IN_FAILED,
  SIGN_IN_LOCKED,
  SESSION_EXPIRED,
  UNREADABLE_DOCUMENT,
  CONSENT_MISSING,
  ALREADY_EXISTS,
  TEXT_MISSING,
  STALE_TEXT,
  READER_UNAVAILABLE,
  TERMS_MISSING
}
