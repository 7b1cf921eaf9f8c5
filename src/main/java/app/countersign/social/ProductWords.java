package app.countersign.social;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a product that may leave the house: no amounts, addresses, links, handles, long
 * numbers, possessives ("Ana's"), nor the names the caller knows of, and nothing that the search
 * takes for an operator.
 */
final class ProductWords {
  private static final int MOST_WORDS = 8;
  private static final int LONGEST_TEXT = 500;
  private static final int MOST_DIGITS = 6;

  private static final Pattern NOT_WORDS =
      Pattern.compile(
          // Links, addresses, handles and hashtags; then amounts; then whose something is.
          "\\S*://\\S*|www\\.\\S+|\\S+@\\S+|[@#]\\S+|\\p{Sc}\\s?[\\d.,]+\\d?|[\\d.,]*\\d\\s?\\p{Sc}"
              + "|\\b(?:usd|eur|gbp|chf|jpy|cad|aud)\\s?\\d[\\d.,]*"
              + "|\\b\\d[\\d.,]*\\s?(?:usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds?|bucks)\\b"
              + "|\\p{L}+['’]s\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*");
  private static final Set<String> OPERATORS = Set.of("or", "and", "not");

  private ProductWords() {}

  /**
   * The words, in lower case with one space between; null where none are left.
   *
   * @param names of people, none of whose parts may be among them
   */
  static @Nullable String of(String product, Collection<String> names) {
    String text = Normalizer.normalize(product, Normalizer.Form.NFKC);
    String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String bare = NOT_WORDS.matcher(cut.replaceAll("\\p{Cntrl}", " ")).replaceAll(" ");
    Set<String> refused =
        names.stream()
            .flatMap(name -> words(name).stream())
            .collect(Collectors.toCollection(HashSet::new));
    refused.addAll(OPERATORS);
    List<String> kept =
        words(bare).stream()
            .filter(word -> !refused.contains(word))
            .filter(word -> word.chars().filter(Character::isDigit).count() < MOST_DIGITS)
            .limit(MOST_WORDS)
            .toList();
    return kept.stream().anyMatch(word -> word.chars().anyMatch(Character::isLetter))
        ? String.join(" ", kept)
        : null;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WORD.matcher(text)
        .results()
        .forEach(match -> words.add(match.group().toLowerCase(Locale.ROOT)));
    return words;
  }
}
