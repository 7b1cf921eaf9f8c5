package app.countersign.contractchat;

import app.countersign.document.Source;
import java.util.Objects;

/**
 * A place in a contract's text that was checked against it.
 *
 * @param number as the answer's text has it in brackets
 * @param page from 1
 * @param quote the words, verbatim
 * @param startOffset of the first character in the whole text, in Unicode code points from 0
 * @param endOffset after the last character
 */
public record Citation(int number, int page, String quote, int startOffset, int endOffset) {

  /** A place that is known to be in the text. */
  static Citation of(int number, Source source) {
    return new Citation(
        number,
        Objects.requireNonNull(source.page()),
        source.quote(),
        Objects.requireNonNull(source.startOffset()),
        Objects.requireNonNull(source.endOffset()));
  }
}
