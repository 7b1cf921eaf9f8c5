package app.countersign.assistant;

/** Who worded an answer; the same values as in the schema as {@code AssistantSource}. */
public enum AnswerWords {
  TEMPLATE,
  MODEL
}
