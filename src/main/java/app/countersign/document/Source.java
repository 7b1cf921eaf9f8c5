package app.countersign.document;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a document.
 *
 * @param page from 1; null when the quote is not in the text
 * @param quote the words themselves, verbatim
 * @param startOffset of the first character in the whole text, in Unicode code points from 0; null
 *     when the quote is not in the text
 * @param endOffset after the last character; null when the quote is not in the text
 * @param isVerified whether the quote stands in the text, white space aside
 */
public record Source(
    @Nullable Integer page,
    String quote,
    @Nullable Integer startOffset,
    @Nullable Integer endOffset,
    boolean isVerified) {

  /** A quote that is not in the text. */
  public static Source unverified(String quote) {
    return new Source(null, quote, null, null, false);
  }
}
