package app.countersign.assistant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text states: its figures, each with its unit, and its names, in their order. */
final class StatedFacts {
  private static final Map<String, String> CURRENCIES =
      Map.of("$", "USD", "€", "EUR", "£", "GBP", "¥", "JPY", "₹", "INR");
  private static final String SIGN = "[$€£¥₹]";
  private static final String CODE = "[A-Z]{3}(?![\\p{L}])";
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<minus>(?<![\\p{L}\\p{N}])[-−–])?"
              + "(?:(?<before>"
              + SIGN
              + "|(?<!\\p{L})[A-Z]{3}(?=\\s?\\d))\\s?)?"
              + "(?<value>\\p{N}(?:[\\p{N}.,]*\\p{N})?)"
              + "(?:(?<glued>\\p{L}+)|\\s?(?<after>%|percent\\b|"
              + SIGN
              + "|"
              + CODE
              + "))?");
  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
  private static final Pattern PLAIN = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern APOSTROPHE = Pattern.compile("['’]");

  private StatedFacts() {}

  /** The words of a text in lower case, without the letters that belong to figures. */
  static List<String> words(String text) {
    return wordsAsWritten(text).stream().map(StatedFacts::plain).toList();
  }

  /** The words of a text that are names, as far as one can tell by how they are written. */
  static Set<String> names(String text, NeutralWords neutral) {
    Set<String> names = new HashSet<>();
    for (String word : wordsAsWritten(text)) {
      String plain = plain(word);
      if (Character.isUpperCase(word.codePointAt(0)) && !neutral.has(plain)) {
        names.add(plain);
      }
    }
    return names;
  }

  /**
   * The figures and names in their order: {@code 20.00 USD} and {@code $20} are the same.
   *
   * @param names the words that are names, in lower case
   */
  static List<String> of(String text, Set<String> names) {
    List<String> facts = new ArrayList<>();
    Matcher figures = FIGURE.matcher(text);
    int from = 0;
    while (figures.find()) {
      addNames(text.substring(from, figures.start()), names, facts);
      facts.add(figure(figures));
      from = figures.end();
    }
    addNames(text.substring(from), names, facts);
    return facts;
  }

  private static void addNames(String text, Set<String> names, List<String> facts) {
    words(text).stream().filter(names::contains).forEach(facts::add);
  }

  private static String figure(Matcher figures) {
    String sign = figures.group("minus") == null ? "" : "-";
    return sign + value(figures.group("value")) + unit(figures);
  }

  private static String value(String written) {
    String digits = THOUSANDS.matcher(written).matches() ? written.replace(",", "") : written;
    return PLAIN.matcher(digits).matches()
        ? new BigDecimal(digits).stripTrailingZeros().toPlainString()
        : written;
  }

  private static String unit(Matcher figures) {
    for (String group : List.of("before", "after")) {
      String unit = figures.group(group);
      if (unit != null) {
        return " " + (unit.equals("percent") ? "%" : CURRENCIES.getOrDefault(unit, unit));
      }
    }
    String glued = figures.group("glued");
    return glued == null ? "" : " " + glued.toLowerCase(Locale.ROOT);
  }

  private static List<String> wordsAsWritten(String text) {
    String without = FIGURE.matcher(text).replaceAll(" ");
    return WORD.matcher(without).results().map(MatchResult::group).toList();
  }

  private static String plain(String word) {
    return APOSTROPHE.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
