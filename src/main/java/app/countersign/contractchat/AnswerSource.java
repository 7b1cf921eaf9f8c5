package app.countersign.contractchat;

/** Where an answer comes from; the same values as in the schema, which says what each means. */
public enum AnswerSource {
  MODEL,
  PASSAGES
}
