package app.countersign.contractchat;

import app.countersign.document.DocumentText;

/**
 * A part of one page that can be read by itself.
 *
 * @param page from 1
 * @param start where it begins in the content, in UTF-16 units as Java counts
 * @param end after its last character
 * @param words verbatim
 */
record Passage(int page, int start, int end, String words) {

  /** The passage as a citation. */
  Citation cited(int number, DocumentText text) {
    return Citation.of(number, text.source(start, end));
  }
}
