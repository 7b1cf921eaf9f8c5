package app.countersign.assistant;

import org.jspecify.annotations.Nullable;

/**
 * What an engine answers.
 *
 * @param text the whole answer in words, from templates and the engine's own figures. Where a
 *     language model is asked to word it better, it may use no figure that is not in here
 * @param drawer the working; null where the engine had to ask back
 * @param keep run in the transaction that stores the answer, for what is to be stored with it; null
 *     when there is nothing
 */
public record EngineAnswer(String text, @Nullable Drawer drawer, @Nullable Runnable keep) {
  /** An answer that asks back, or says what is missing. */
  public static EngineAnswer ofText(String text) {
    return new EngineAnswer(text, null, null);
  }
}
