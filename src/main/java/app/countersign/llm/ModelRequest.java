package app.countersign.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to a language model.
 *
 * @param system the rules it has to follow
 * @param history what was said before, oldest first
 * @param user what it is asked now
 * @param structure the form of the answer; null for plain text
 * @param maxTokens the most that the answer may have; null for the provider's setting
 * @param temperature 0 for the most likely words; null for the provider's setting
 * @param preferred who is asked first, if configured; null for the configured order
 */
public record ModelRequest(
    String system,
    List<Turn> history,
    PromptText user,
    @Nullable StructuredAnswer structure,
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Provider preferred) {

  public ModelRequest {
    history = List.copyOf(history);
  }

  /** A turn of a conversation. */
  public record Turn(Speaker speaker, String text) {}

  /** Who said something. */
  public enum Speaker {
    /** The person. */
    USER,
    /** The model. */
    ASSISTANT
  }

  /** A question that is answered in plain text. */
  public static ModelRequest of(String system, PromptText user) {
    return new ModelRequest(system, List.of(), user, null, null, null, null);
  }

  /** The same question, answered in a form. */
  public ModelRequest answeredAs(StructuredAnswer form) {
    return new ModelRequest(system, history, user, form, maxTokens, temperature, preferred);
  }

  /** The same question, later in a conversation. */
  public ModelRequest after(List<Turn> earlier) {
    return new ModelRequest(system, earlier, user, structure, maxTokens, temperature, preferred);
  }

  /** The same question, with other limits of the answer. */
  public ModelRequest tuned(@Nullable Integer tokens, @Nullable Double heat) {
    return new ModelRequest(system, history, user, structure, tokens, heat, preferred);
  }

  /** The same question, to another provider first. */
  public ModelRequest preferring(@Nullable Provider provider) {
    return new ModelRequest(system, history, user, structure, maxTokens, temperature, provider);
  }
}
