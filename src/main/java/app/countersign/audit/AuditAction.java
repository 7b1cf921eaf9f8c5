package app.countersign.audit;

/** What was done; the same values as in the schema, which says what each means. */
public enum AuditAction {
  CREATE,
  APPROVE,
  REJECT,
  MODIFY,
  FLAG,
  RESOLVE_FLAG,
  UNDO,
  CLAIM,
  RELEASE,
  ADD_NOTE,
  ADD_TAG,
  REMOVE_TAG,
  DELIVERY,
  IMPORT,
  CONSENT,
  ASSIGN_PERSONA,
  TRANSITION,
  CELEBRATE,
  START_JOB,
  CREATE_OPERATOR,
  UPDATE_OPERATOR,
  SIGN_IN,
  SIGN_OUT,
  CREATE_TOKEN,
  REVOKE_TOKEN
}
