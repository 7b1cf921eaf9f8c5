package app.countersign.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Phrases looked up by their first word, the longest first. */
final class PhraseSet {

  private final Map<String, List<List<String>>> byFirstWord = new HashMap<>();

  PhraseSet(List<String> phrases) {
    for (var phrase : phrases) {
      var words = BankText.words(phrase);
      if (words.isEmpty()) {
        throw new InvalidMerchantRules(phrase, "the phrase holds no letter or digit");
      }
      byFirstWord.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>()).add(words);
    }
    byFirstWord
        .values()
        .forEach(list -> list.sort(Comparator.<List<String>>comparingInt(List::size).reversed()));
  }

  /** How many words the longest phrase that starts here takes; 0 for none. */
  int lengthAt(List<String> words, int position) {
    for (var phrase : byFirstWord.getOrDefault(words.get(position), List.of())) {
      int end = position + phrase.size();
      if (end <= words.size() && words.subList(position, end).equals(phrase)) {
        return phrase.size();
      }
    }
    return 0;
  }

  /** How many words the longest phrase that ends here (exclusive) takes; 0 for none. */
  int lengthBefore(List<String> words, int end, int longest) {
    for (int length = Math.min(longest, end); length > 0; length--) {
      if (lengthAt(words, end - length) == length) {
        return length;
      }
    }
    return 0;
  }
}
