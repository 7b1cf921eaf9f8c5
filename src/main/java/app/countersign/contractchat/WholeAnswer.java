package app.countersign.contractchat;

import app.countersign.trace.ModelUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer ends.
 *
 * @param words what comes behind the words that were written before
 * @param citations each checked against the text
 * @param model that worded it to its end; null for passages
 */
record WholeAnswer(
    String words, List<Citation> citations, AnswerSource source, @Nullable ModelUse model) {

  static WholeAnswer ofPassages(String words, List<Citation> citations) {
    return new WholeAnswer(words, citations, AnswerSource.PASSAGES, null);
  }
}
