package app.countersign.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * Something a guardrail found.
 *
 * @param code stable, for example {@code JUDGING_WORDS}
 * @param words the words it is about as they stand in the text; null where it is about no words
 * @param field {@code title} or {@code rationale}; null where it is about no words
 * @param start of the words in the field, in code points; null where it is about no words
 * @param end of the words, exclusive
 */
public record GuardrailFinding(
    String code,
    String message,
    @Nullable String words,
    @Nullable String field,
    @Nullable Integer start,
    @Nullable Integer end) {

  /** A finding that is about the user or the offer, not about words. */
  public static GuardrailFinding of(String code, String message) {
    return new GuardrailFinding(code, message, null, null, null, null);
  }
}
