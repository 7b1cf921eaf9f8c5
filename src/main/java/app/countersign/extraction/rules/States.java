package app.countersign.extraction.rules;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The states that addenda are written for, by the names that forms print. */
final class States {
  private static final Map<String, List<State>> BY_FIRST_WORD = new HashMap<>();

  static {
    for (DataNode node : DataNode.read("extraction/states.yml").children("states")) {
      State state = new State(node.text("code"), node.text("name").toLowerCase(Locale.ROOT));
      BY_FIRST_WORD
          .computeIfAbsent(state.name().split(" ")[0], first -> new ArrayList<>())
          .add(state);
    }
    BY_FIRST_WORD
        .values()
        .forEach(
            states ->
                states.sort(Comparator.comparingInt((State state) -> -state.name().length())));
  }

  private States() {}

  private record State(String code, String name) {}

  /**
   * A state's name in a text.
   *
   * @param code by ISO 3166-2, such as {@code US-CA}
   * @param start of the name
   * @param end after it
   */
  record Mention(String code, int start, int end) {}

  /** The names in a folded text, in order. */
  static List<Mention> in(String text) {
    List<Mention> mentions = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!Character.isLetter(text.charAt(at))) {
        at++;
        continue;
      }
      int end = wordEnd(text, at);
      for (State state : BY_FIRST_WORD.getOrDefault(text.substring(at, end), List.of())) {
        int stop = at + state.name().length();
        if (text.startsWith(state.name(), at) && wordEnd(text, stop) == stop) {
          mentions.add(new Mention(state.code(), at, stop));
          end = stop;
          break;
        }
      }
      at = end;
    }
    return mentions;
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
