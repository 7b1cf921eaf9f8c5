package app.countersign.intent;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The patterns by which intents are known, found by the word they begin with. */
final class IntentWords {
  /** A pattern, and how much it speaks for its intent. */
  record Rule(Intent intent, Phrase phrase, double weight, boolean groupOnly) {}

  private final Map<String, List<Rule>> rules = new HashMap<>();
  private final List<Rule> atStart = new ArrayList<>();
  private final Map<String, List<Phrase>> exceptions = new HashMap<>();
  private final Map<Intent, Map<String, List<Phrase>>> doubts = new EnumMap<>(Intent.class);
  private final Map<String, String> typos = new HashMap<>();
  private final Set<String> knownWords = new HashSet<>();
  private final Map<String, List<Phrase>> negations = new HashMap<>();
  private final Map<String, List<Phrase>> noNegations = new HashMap<>();

  private IntentWords() {}

  static IntentWords read(String resource) {
    DataNode file =
        DataNode.read(resource)
            .allowOnly("sets", "intents", "exceptions", "negations", "noNegations", "spelling");
    Map<String, Set<String>> sets = new HashMap<>();
    for (DataNode set : file.children("sets")) {
      set.allowOnly("name", "words");
      sets.put(set.text("name"), Set.copyOf(List.of(set.text("words").split("\\s+"))));
    }
    IntentWords words = new IntentWords();
    file.children("intents").forEach(node -> words.readIntent(node, sets));
    file.texts("exceptions").forEach(text -> index(words.exceptions, file, text, sets));
    file.texts("negations").forEach(text -> index(words.negations, file, text, sets));
    file.texts("noNegations").forEach(text -> index(words.noNegations, file, text, sets));
    words.readSpelling(file.child("spelling"));
    return words;
  }

  private void readIntent(DataNode node, Map<String, Set<String>> sets) {
    node.allowOnly("intent", "strong", "medium", "weak", "inGroup", "doubts");
    Intent intent = node.oneOf("intent", Intent.class);
    addRules(node, "strong", new Weight(intent, 0.9, false), sets);
    addRules(node, "medium", new Weight(intent, 0.6, false), sets);
    addRules(node, "weak", new Weight(intent, 0.35, false), sets);
    addRules(node, "inGroup", new Weight(intent, 0.6, true), sets);
    Map<String, List<Phrase>> against = new HashMap<>();
    node.texts("doubts").forEach(text -> index(against, node, text, sets));
    doubts.put(intent, against);
  }

  private record Weight(Intent intent, double weight, boolean groupOnly) {}

  private void addRules(DataNode node, String field, Weight weight, Map<String, Set<String>> sets) {
    for (String text : node.texts(field)) {
      Phrase phrase = Phrase.parse(node, text, sets);
      Rule rule = new Rule(weight.intent(), phrase, weight.weight(), weight.groupOnly());
      if (phrase.firstWords().isEmpty()) {
        atStart.add(rule);
      }
      phrase
          .firstWords()
          .forEach(word -> rules.computeIfAbsent(word, key -> new ArrayList<>()).add(rule));
    }
  }

  private static void index(
      Map<String, List<Phrase>> index, DataNode file, String text, Map<String, Set<String>> sets) {
    Phrase phrase = Phrase.parse(file, text, sets);
    phrase
        .firstWords()
        .forEach(word -> index.computeIfAbsent(word, key -> new ArrayList<>()).add(phrase));
  }

  /** Words that are also found with one letter wrong, unless what stands there is a word itself. */
  private void readSpelling(DataNode node) {
    node.allowOnly("words", "areWords");
    knownWords.addAll(List.of(node.text("areWords").split("\\s+")));
    List<String> words = List.of(node.text("words").split("\\s+"));
    knownWords.addAll(words);
    for (String word : words) {
      typos.put(word, word);
      for (int at = 1; at < word.length(); at++) {
        typos.putIfAbsent(word.substring(0, at) + word.substring(at + 1), word);
      }
    }
  }

  /** The word meant: itself, or one of ours from which it is one letter away after the first. */
  String spelt(String word) {
    if (word.length() < 4 || word.length() > 20 || knownWords.contains(word)) {
      return word;
    }
    String meant = typos.get(word);
    for (int at = 1; at < word.length() && meant == null; at++) {
      String shorter = word.substring(0, at) + word.substring(at + 1);
      String candidate = typos.get(shorter);
      boolean near = candidate != null && isOneAway(word, candidate);
      meant = near ? candidate : null;
    }
    return meant == null ? word : meant;
  }

  /** One letter more, less or other, or two neighbours changed. */
  private static boolean isOneAway(String word, String other) {
    int same = 0;
    int shorter = Math.min(word.length(), other.length());
    while (same < shorter && word.charAt(same) == other.charAt(same)) {
      same++;
    }
    String rest = word.substring(same);
    String otherRest = other.substring(same);
    if (rest.isEmpty() || otherRest.isEmpty()) {
      return rest.length() + otherRest.length() <= 1;
    }
    boolean swapped =
        rest.length() > 1
            && otherRest.length() > 1
            && rest.charAt(0) == otherRest.charAt(1)
            && rest.charAt(1) == otherRest.charAt(0)
            && rest.substring(2).equals(otherRest.substring(2));
    return swapped
        || rest.substring(1).equals(otherRest)
        || rest.equals(otherRest.substring(1))
        || rest.substring(1).equals(otherRest.substring(1));
  }

  List<Rule> rules(String key) {
    return rules.getOrDefault(key, List.of());
  }

  List<Rule> rulesAtStart() {
    return atStart;
  }

  Map<String, List<Phrase>> exceptions() {
    return exceptions;
  }

  Map<String, List<Phrase>> negations() {
    return negations;
  }

  Map<String, List<Phrase>> noNegations() {
    return noNegations;
  }

  Map<String, List<Phrase>> doubts(Intent intent) {
    return doubts.getOrDefault(intent, Map.of());
  }
}
