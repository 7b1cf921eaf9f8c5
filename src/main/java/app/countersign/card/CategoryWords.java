package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain words for categories of purchases, from {@code cards/category-words.yml}. */
final class CategoryWords {
  private static final String FILE = "cards/category-words.yml";

  private final Map<String, TransactionCategory> phrases = new HashMap<>();
  private final Map<TransactionCategory, String> names = new EnumMap<>(TransactionCategory.class);
  private int longest;

  /** A phrase of a message that names a category. */
  record Named(TransactionCategory category, String words) {}

  static CategoryWords load() {
    DataNode file = DataNode.read(FILE).allowOnly("categories");
    CategoryWords words = new CategoryWords();
    for (DataNode node : file.children("categories")) {
      node.allowOnly("category", "name", "words");
      TransactionCategory category = node.oneOf("category", TransactionCategory.class);
      words.names.put(category, node.text("name"));
      for (String phrase : node.texts("words")) {
        if (!phrase.matches("[a-z0-9]+( [a-z0-9]+)*")) {
          throw node.fault("words", phrase + " is not in lower case letters and digits");
        }
        if (words.phrases.put(phrase, category) != null) {
          throw node.fault("words", phrase + " is there twice");
        }
        words.longest = Math.max(words.longest, phrase.split(" ", -1).length);
      }
    }
    return words;
  }

  /** The category for a sentence: {@code eating out}. */
  String name(TransactionCategory category) {
    String name = names.get(category);
    return name == null ? category.name().toLowerCase(Locale.ROOT).replace('_', ' ') : name;
  }

  /** The longest phrase among the words, the first of equals; null where there is none. */
  @Nullable Named find(List<String> words) {
    for (int length = Math.min(longest, words.size()); length > 0; length--) {
      for (int from = 0; from + length <= words.size(); from++) {
        String phrase = String.join(" ", words.subList(from, from + length));
        TransactionCategory category = phrases.get(phrase);
        if (category != null) {
          return new Named(category, phrase);
        }
      }
    }
    return null;
  }

  /** A message as words: lower case letters and digits, apostrophes dropped. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("['’]", "");
    for (String word : plain.split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
