package app.countersign.chat;

/** Where an invitation stands; the same values as in the schema. */
public enum InvitationStatus {
  PENDING,
  ACCEPTED,
  DECLINED,
  REVOKED,
  EXPIRED
}
