package app.countersign.passage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Likeness of words by what they share of three letters in a row, two blanks before and one after
 * the word counted in, as in PostgreSQL's pg_trgm: finds words that were misspelt.
 */
final class Trigrams {
  private static final double ALIKE = 0.4;
  private static final int LEAST_LETTERS = 4;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private Trigrams() {}

  /**
   * How much of a question is in each text: for each of its words of at least {@value
   * #LEAST_LETTERS} letters the likeness of the most similar word there, if it is at least {@value
   * #ALIKE}.
   */
  static double[] likeness(String question, List<String> texts) {
    List<Set<String>> words = texts.stream().map(Trigrams::words).toList();
    Map<String, Set<String>> vocabulary =
        words.stream()
            .flatMap(Set::stream)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), Trigrams::of));
    double[] likeness = new double[texts.size()];
    for (String asked : words(question)) {
      if (asked.codePointCount(0, asked.length()) < LEAST_LETTERS) {
        continue;
      }
      Map<String, Double> alike = alike(asked, vocabulary);
      for (int at = 0; at < likeness.length; at++) {
        likeness[at] +=
            words.get(at).stream()
                .mapToDouble(word -> alike.getOrDefault(word, 0.0))
                .max()
                .orElse(0);
      }
    }
    return likeness;
  }

  private static Map<String, Double> alike(String asked, Map<String, Set<String>> vocabulary) {
    Set<String> wanted = of(asked);
    Map<String, Double> alike = new HashMap<>();
    vocabulary.forEach(
        (word, trigrams) -> {
          long shared = wanted.stream().filter(trigrams::contains).count();
          double share = (double) shared / (wanted.size() + trigrams.size() - shared);
          if (share >= ALIKE) {
            alike.put(word, share);
          }
        });
    return alike;
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static Set<String> of(String word) {
    int[] letters = ("  " + word + " ").codePoints().toArray();
    Set<String> trigrams = new HashSet<>();
    for (int at = 0; at + 3 <= letters.length; at++) {
      trigrams.add(new String(letters, at, 3));
    }
    return trigrams;
  }
}
