package app.countersign.extraction;

import app.countersign.document.Source;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One term as a reader found it.
 *
 * @param <T> what kind of value the term has
 * @param value null when the text does not state it
 * @param words the words that state it, as they stand in the text; null when there are none
 * @param confidence 0 to 100, at most two decimals; of an absent term, how sure it is that the text
 *     does not state it
 * @param source where it stands; null when the term is absent
 * @param note what a person should know, for example why the term counts as absent or unclear
 */
public record Term<T>(
    @Nullable T value,
    @Nullable String words,
    BigDecimal confidence,
    @Nullable Source source,
    @Nullable String note) {

  /** The most that a term may claim whose quote is not in the text. */
  public static final BigDecimal MOST_UNVERIFIED = BigDecimal.valueOf(20);

  public Term {
    if (source != null && !source.isVerified()) {
      confidence = confidence.min(MOST_UNVERIFIED);
    }
  }

  /** A term that the text does not state. */
  public static <T> Term<T> absent(BigDecimal confidence, @Nullable String note) {
    return new Term<>(null, null, confidence, null, note);
  }
}
