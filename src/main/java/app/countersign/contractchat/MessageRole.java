package app.countersign.contractchat;

/** Who speaks; the same values as in the schema. */
public enum MessageRole {
  OPERATOR,
  ASSISTANT
}
