package app.countersign.extraction.rules;

import app.countersign.document.DocumentText;
import app.countersign.extraction.Reading;
import app.countersign.extraction.Term;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads price, refund method and cancellation fee by rules, without a model or a network; the same
 * text gives the same reading, in time proportional to its length.
 *
 * <p>Confidence follows how a term is stated, not how often. 90 and more: a label with its value,
 * or a clause that names the term and leaves nothing open. 71 to 89: stated, with something taken
 * for granted. Up to 70: a person has to look, because of a limit instead of an amount, a spoiled
 * character, a floor, an addendum that may or may not apply, or clauses that contradict each other.
 * An absent term never has more: rules know that they found nothing, not that there is nothing. The
 * sources are verified, being cut from the text.
 */
public final class RuleBasedReader {
  private static final BigDecimal MOST_BESIDE_INSTRUCTIONS = BigDecimal.valueOf(85);

  /**
   * Reads a document.
   *
   * @param document the text
   * @param jurisdiction the state whose addenda apply, such as {@code US-CA}; null when not known
   */
  public Reading read(DocumentText document, @Nullable String jurisdiction) {
    Contract contract = Contract.of(document, jurisdiction);
    Set<Integer> pages = contract.suspectPages();
    return new Reading(
        warned(PremiumReader.read(contract), pages),
        warned(MethodReader.read(contract), pages),
        warned(FeeReader.read(contract), pages));
  }

  /** A text that speaks to its reader's machine was tampered with: said, and trusted less. */
  private static <T> Term<T> warned(Term<T> term, Set<Integer> pages) {
    if (pages.isEmpty()) {
      return term;
    }
    String warning =
        "Text on page "
            + pages.iterator().next()
            + " gives instructions to whoever reads the document by machine; it was ignored.";
    String note = term.note() == null ? warning : term.note() + " " + warning;
    return new Term<>(
        term.value(),
        term.words(),
        term.confidence().min(MOST_BESIDE_INSTRUCTIONS),
        term.source(),
        note);
  }
}
