package app.countersign.llm;

/** What a model is asked, cut to what the provider takes by whoever knows what matters in it. */
@FunctionalInterface
public interface PromptText {
  /** The text, at most so many characters of it long where it can be shortened at all. */
  String within(int maxCharacters);
}
