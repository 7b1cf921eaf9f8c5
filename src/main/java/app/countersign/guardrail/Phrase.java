package app.countersign.guardrail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words to look for, in a small notation: words in a row; {@code |} between alternatives; {@code *}
 * at a word's start or end for any letters there; {@code ...} for any words of the same sentence
 * between. {@code transfer* ... to|into ... card|cards} is one. A search reads the text once.
 */
record Phrase(String source, List<List<Phrase.Slot>> segments) {

  /** The words from one place to another; the end is exclusive. */
  record Span(int from, int to) {}

  /** One word of the phrase with its alternatives. */
  record Slot(List<Form> forms) {
    boolean accepts(String word) {
      return forms.stream().anyMatch(form -> form.accepts(word));
    }
  }

  /** One alternative of a word. */
  record Form(String letters, boolean openStart, boolean openEnd) {
    boolean accepts(String word) {
      if (openStart) {
        return openEnd ? word.contains(letters) : word.endsWith(letters);
      }
      return openEnd ? word.startsWith(letters) : word.equals(letters);
    }
  }

  /**
   * Reads a phrase.
   *
   * @throws IllegalArgumentException when it has no words or an empty part
   */
  static Phrase parse(String source) {
    List<List<Slot>> segments = new ArrayList<>();
    for (String segment : source.strip().split("\\.\\.\\.", -1)) {
      List<Slot> slots =
          Stream.of(segment.strip().split("\\s+")).map(word -> slot(source, word)).toList();
      segments.add(slots);
    }
    return new Phrase(source, List.copyOf(segments));
  }

  /** Every place where the phrase stands, none overlapping another, in order. */
  List<Span> find(List<FoldedText.Word> words) {
    List<Span> found = new ArrayList<>();
    int next = 0;
    int start = -1;
    int at = 0;
    while (at < words.size()) {
      if (next > 0 && words.get(at).sentence() != words.get(start).sentence()) {
        next = 0;
      }
      List<Slot> segment = segments.get(next);
      if (!stands(segment, words, at)) {
        at++;
        continue;
      }
      start = next == 0 ? at : start;
      at += segment.size();
      next++;
      if (next == segments.size()) {
        found.add(new Span(start, at));
        next = 0;
      }
    }
    return found;
  }

  private static boolean stands(List<Slot> segment, List<FoldedText.Word> words, int at) {
    if (at + segment.size() > words.size()) {
      return false;
    }
    for (int offset = 0; offset < segment.size(); offset++) {
      FoldedText.Word word = words.get(at + offset);
      if (word.sentence() != words.get(at).sentence()
          || !segment.get(offset).accepts(word.folded())) {
        return false;
      }
    }
    return true;
  }

  private static Slot slot(String source, String word) {
    return new Slot(Stream.of(word.split("\\|", -1)).map(form -> form(source, form)).toList());
  }

  private static Form form(String source, String word) {
    boolean openStart = word.startsWith("*");
    boolean openEnd = word.length() > 1 && word.endsWith("*");
    String bare = word.substring(openStart ? 1 : 0, word.length() - (openEnd ? 1 : 0));
    List<FoldedText.Word> folded = FoldedText.words(bare);
    if (folded.size() != 1) {
      throw new IllegalArgumentException("'" + source + "': '" + word + "' is not one word");
    }
    return new Form(folded.getFirst().folded(), openStart, openEnd);
  }
}
