package app.countersign.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant without a rule is called: the bank's and the processor's wording, numbers, dates,
 * card masks, cities and states are cut off, capitals become title case. Never throws.
 */
final class MerchantName {

  static final int MAX_LENGTH = 60;

  private static final int MAX_WORDS = 5;
  private static final String STATED = "merchant name:";
  private static final Set<String> COUNTRIES = Set.of("US", "USA");

  /** States whose code is no word of its own; the others are cut only after a known city. */
  private static final Set<String> PLAIN_STATES =
      Set.of(
          "AK", "AR", "AZ", "CA", "CT", "DC", "FL", "GA", "IA", "IL", "KS", "KY", "MI", "MN", "MO",
          "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "RI", "SC", "SD", "TN", "TX",
          "UT", "VA", "VT", "WA", "WI", "WV", "WY");

  private static final Set<String> WORD_STATES =
      Set.of("AL", "CO", "DE", "HI", "ID", "IN", "LA", "MA", "MD", "ME", "OH", "OK", "OR", "PA");

  private final PhraseSet leading;
  private final PhraseSet fillers;
  private final PhraseSet cuts;
  private final PhraseSet places;

  MerchantName(PhraseSet leading, PhraseSet fillers, PhraseSet cuts, PhraseSet places) {
    this.leading = leading;
    this.fillers = fillers;
    this.cuts = cuts;
    this.places = places;
  }

  /** Where the merchant's own words begin; at the end when there are none. */
  int namedFrom(List<String> words) {
    int from = 0;
    while (from < words.size()) {
      int taken = BankText.isNumber(words.get(from)) ? 1 : leading.lengthAt(words, from);
      if (taken == 0) {
        return from;
      }
      from += taken;
    }
    return from;
  }

  /** The name in a text, or null when nothing in it can be one. */
  @Nullable String of(String text) {
    int stated = text.toLowerCase(Locale.ROOT).lastIndexOf(STATED);
    var named = stated < 0 ? text : text.substring(stated + STATED.length());
    var raw = new ArrayList<String>();
    var keys = new ArrayList<String>();
    cutWords(named, raw, keys);
    var kept = keep(raw, keys);
    return kept.isEmpty() ? null : joined(kept);
  }

  private static void cutWords(String text, List<String> raw, List<String> keys) {
    for (var piece : text.split("[\\s*;:,/\\\\|#()\\[\\]?]+", BankText.MAX_WORDS + 1)) {
      var words = BankText.words(piece);
      if (!words.isEmpty() && raw.size() < BankText.MAX_WORDS) {
        raw.add(trimmed(piece));
        keys.add(String.join("", words));
      }
    }
  }

  private List<String> keep(List<String> raw, List<String> keys) {
    var kept = new ArrayList<String>();
    var keptKeys = new ArrayList<String>();
    int position = namedFrom(keys);
    while (position < keys.size() && kept.size() < MAX_WORDS + 3) {
      var key = keys.get(position);
      int filler = fillers.lengthAt(keys, position);
      if (!kept.isEmpty() && (isTail(key) || cuts.lengthAt(keys, position) > 0)) {
        break;
      }
      if (filler == 0 && !isTail(key)) {
        kept.add(raw.get(position));
        keptKeys.add(key);
      }
      position += Math.max(1, filler);
    }
    int end = withoutPlace(keptKeys);
    return kept.subList(0, Math.min(end, MAX_WORDS));
  }

  private int withoutPlace(List<String> keys) {
    int end = keys.size();
    if (end > 1 && COUNTRIES.contains(keys.get(end - 1))) {
      end--;
    }
    if (end < 2) {
      return end;
    }
    var last = keys.get(end - 1);
    boolean state = PLAIN_STATES.contains(last) || WORD_STATES.contains(last);
    int city = state ? places.lengthBefore(keys, end - 1, 3) : 0;
    if (city > 0 && city < end - 1) {
      return end - 1 - city;
    }
    return PLAIN_STATES.contains(last) ? end - 1 : end;
  }

  /** Store numbers, phones, dates and masks: three digits or more, or digits alone. */
  private static boolean isTail(String key) {
    long digits = key.chars().filter(Character::isDigit).count();
    return digits >= 3 || BankText.isNumber(key);
  }

  private static String trimmed(String word) {
    int from = 0;
    int end = word.length();
    while (from < end && !Character.isLetterOrDigit(word.charAt(from))) {
      from++;
    }
    while (end > from && !Character.isLetterOrDigit(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(from, end);
  }

  private static String joined(List<String> words) {
    boolean mixed = words.stream().anyMatch(word -> word.chars().anyMatch(Character::isLowerCase));
    var name = new StringBuilder();
    for (var word : words) {
      int room = MAX_LENGTH - name.length() - 1;
      if (word.length() > room && !name.isEmpty()) {
        break;
      }
      var cased = mixed ? word : titleCase(word);
      name.append(name.isEmpty() ? "" : " ").append(cased, 0, Math.min(cased.length(), room));
    }
    return withoutHalfPair(name).toString();
  }

  private static StringBuilder withoutHalfPair(StringBuilder name) {
    int last = name.length() - 1;
    if (Character.isHighSurrogate(name.charAt(last))) {
      name.setLength(last);
    }
    return name;
  }

  private static String titleCase(String word) {
    if (word.length() <= 4 && word.chars().noneMatch(letter -> "AEIOUY".indexOf(letter) >= 0)) {
      return word;
    }
    var cased = new StringBuilder(word.toLowerCase(Locale.ROOT));
    boolean start = true;
    for (int i = 0; i < cased.length(); i++) {
      char letter = cased.charAt(i);
      if (start) {
        cased.setCharAt(i, Character.toUpperCase(letter));
      }
      start = letter == '-' || letter == '&' || letter == '.';
    }
    return cased.toString();
  }
}
