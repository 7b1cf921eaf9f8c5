package app.countersign.intent;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pattern over tokens, written as its words: {@code a|b} is either, {@code @name} a set of the
 * file, {@code ?a} may be left out, {@code ..3} up to three tokens of the same sentence, {@code
 * #amount}, {@code #number} and {@code #person} what the message holds there, {@code ^} the
 * beginning and {@code $} the end of the message. Matching is bounded by the pattern's length.
 */
record Phrase(List<Part> parts) {
  /** One place of a pattern. */
  sealed interface Part {}

  /** One of these words, or nothing where it may be left out. */
  record Words(Set<String> words, boolean optional) implements Part {}

  /** Up to so many tokens. */
  record Gap(int most) implements Part {}

  /** The beginning or the end of the message. */
  record Edge(boolean end) implements Part {}

  private static final int MOST_PARTS = 12;
  private static final int WIDEST_GAP = 6;

  static Phrase parse(DataNode file, String text, Map<String, Set<String>> sets) {
    List<Part> parts = new ArrayList<>();
    for (String word : text.split("\\s+", -1)) {
      parts.add(part(file, text, word, sets));
    }
    boolean anchored =
        parts.getFirst() instanceof Edge
            || (parts.getFirst() instanceof Words(var _, var optional) && !optional);
    if (!anchored || parts.size() > MOST_PARTS) {
      throw file.fault(text, "must begin with words that cannot be left out, and be short");
    }
    return new Phrase(List.copyOf(parts));
  }

  private static Part part(DataNode file, String text, String word, Map<String, Set<String>> sets) {
    if (word.equals("^") || word.equals("$")) {
      return new Edge(word.equals("$"));
    }
    if (word.startsWith("..")) {
      int most = Integer.parseInt(word.substring(2));
      if (most > WIDEST_GAP) {
        throw file.fault(text, "has a gap wider than " + WIDEST_GAP);
      }
      return new Gap(most);
    }
    boolean optional = word.startsWith("?");
    List<String> words = new ArrayList<>();
    for (String one : (optional ? word.substring(1) : word).split("\\|", -1)) {
      if (one.startsWith("@")) {
        Set<String> set = sets.get(one.substring(1));
        if (set == null) {
          throw file.fault(text, one + " is no set");
        }
        words.addAll(set);
      } else {
        words.add(one);
      }
    }
    return new Words(Set.copyOf(words), optional);
  }

  /** The words one of which a match begins with; empty where it begins at the edge. */
  Set<String> firstWords() {
    return parts.getFirst() instanceof Words(var words, var _) ? words : Set.of();
  }

  /** The place after a match that begins at one, or -1. */
  int end(Units units, int place) {
    return end(units, place, 0);
  }

  private int end(Units units, int place, int partAt) {
    if (partAt == parts.size()) {
      return place;
    }
    return switch (parts.get(partAt)) {
      case Edge(var end) ->
          place == (end ? units.contentEnd() : 0) ? end(units, place, partAt + 1) : -1;
      case Gap(var most) -> endAfterGap(units, place, partAt, most);
      case Words(var words, var optional) -> {
        int next = units.matches(place, words) ? end(units, place + 1, partAt + 1) : -1;
        yield next < 0 && optional ? end(units, place, partAt + 1) : next;
      }
    };
  }

  private int endAfterGap(Units units, int place, int partAt, int most) {
    for (int skipped = 0; skipped <= most; skipped++) {
      int end = end(units, place + skipped, partAt + 1);
      if (end >= 0) {
        return end;
      }
      if (place + skipped >= units.size() || units.endsSentence(place + skipped)) {
        return -1;
      }
    }
    return -1;
  }
}
