package app.countersign.chat;

/** Who speaks; the same values as in the schema as {@code ChatMessageKind}. */
public enum MessageKind {
  PERSON,
  ASSISTANT,
  NOTICE
}
