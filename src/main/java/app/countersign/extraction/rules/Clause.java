package app.countersign.extraction.rules;

/**
 * A sentence, a line of a table or a label with its value: the smallest stretch that rules judge.
 *
 * @param start of the first character in the document
 * @param end after the last
 * @param paragraph the number of its paragraph, from 0
 * @param isRow whether it is a line with several cells
 * @param folded the same stretch as rules compare it
 */
record Clause(int start, int end, int paragraph, boolean isRow, Folded folded) {

  String text() {
    return folded.text();
  }
}
