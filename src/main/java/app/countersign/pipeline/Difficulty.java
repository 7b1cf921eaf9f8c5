package app.countersign.pipeline;

/** How much an item asks its reader to know already. */
public enum Difficulty {
  BEGINNER,
  INTERMEDIATE
}
