package app.countersign.chat;

/** Whether a message is whole; the same values as in the schema. */
public enum MessageStatus {
  PENDING,
  COMPLETE,
  FAILED
}
