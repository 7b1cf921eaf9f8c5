package app.countersign.chat;

/** Who a chat is for; the same values as in the schema. */
public enum ChatKind {
  SOLO,
  GROUP
}
