package app.countersign.assistant;

/** Takes the stages of an answer as they happen; each is stored and announced at once. */
@FunctionalInterface
public interface StageLog {
  /** A stage begins: a short label in the present, such as {@code Comparing 3 cards}. */
  void begin(String label);
}
