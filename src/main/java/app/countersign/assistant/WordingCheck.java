package app.countersign.assistant;

import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a model's words may stand in for an answer's own. They may when they
 *
 * <ul>
 *   <li>hold the same figures and names in the same order, each figure with its currency or sign;
 *   <li>use no word that is neither in the answer nor among the neutral ones: so no figure spelt
 *       out, no other name, date, comparison or judgement, and nothing that a message asked for;
 *   <li>deny as often as the answer does;
 *   <li>hold no link, address or mark-up, and nothing in another script or invisible;
 *   <li>are not much longer than the answer;
 *   <li>pass the guardrails of tone and advice.
 * </ul>
 */
@Singleton
class WordingCheck {
  private static final int LONGEST = 2_000;
  private static final int SLACK = 80;
  private static final Pattern LINK =
      Pattern.compile("(?i)://|www\\.|\\p{L}{2,}\\.\\p{L}{2,}|@|\\]\\(|[`<>#*_|\\\\{}\\[\\]^~=]");
  private static final Pattern STRANGE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{So}&&[^\\n]]|[\\p{L}&&[^\\p{IsLatin}]]");
  private static final Set<String> DENIALS =
      Set.of(
          "not",
          "no",
          "never",
          "none",
          "nobody",
          "nothing",
          "neither",
          "nor",
          "without",
          "cannot",
          "cant",
          "dont",
          "doesnt",
          "didnt",
          "isnt",
          "arent",
          "wasnt",
          "werent",
          "wont",
          "wouldnt",
          "couldnt",
          "hasnt",
          "havent",
          "hadnt",
          "mightnt",
          "mustnt",
          "shouldnt");

  private final TextGuardrails guardrails;
  private final NeutralWords neutral = NeutralWords.read();

  WordingCheck(TextGuardrails guardrails) {
    this.guardrails = guardrails;
  }

  /**
   * Why the text may not be used, for the log; null when it may. Never holds words of the text.
   *
   * @param own the answer in its own words
   */
  @Nullable String objection(String text, String own) {
    if (text.isBlank()) {
      return "it is empty";
    }
    if (length(text) > Math.min(LONGEST, length(own) * 3 / 2 + SLACK)) {
      return "it is too long";
    }
    if (STRANGE.matcher(text).find()) {
      return "it has characters that do not belong there";
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String plainOwn = Normalizer.normalize(own, Normalizer.Form.NFKC);
    if (LINK.matcher(plain).find()) {
      return "it has a link, an address or mark-up";
    }
    return meaning(StatedFacts.words(plain), plain, plainOwn);
  }

  private @Nullable String meaning(List<String> words, String text, String own) {
    List<String> ownWords = StatedFacts.words(own);
    Set<String> known = known(ownWords);
    if (!words.stream().allMatch(word -> isKnown(word, known))) {
      return "it has words that the answer has not";
    }
    Set<String> names = StatedFacts.names(own, neutral);
    if (!StatedFacts.of(text, names).equals(StatedFacts.of(own, names))) {
      return "it has not the same figures and names in the same order";
    }
    if (denials(words) != denials(ownWords)) {
      return "it denies what the answer does not, or the other way round";
    }
    TextChecks checks = guardrails.check("The answer", text);
    if (!checks.tone().passed() || !checks.advice().passed()) {
      return "it does not pass the guardrails";
    }
    return null;
  }

  private static Set<String> known(List<String> ownWords) {
    Set<String> known = new HashSet<>(ownWords);
    known.addAll(ownWords.stream().map(NeutralWords::stem).collect(Collectors.toSet()));
    return known;
  }

  private boolean isKnown(String word, Set<String> known) {
    return known.contains(word)
        || known.contains(NeutralWords.stem(word))
        || neutral.has(word)
        || DENIALS.contains(word);
  }

  private static long denials(List<String> words) {
    return words.stream().filter(DENIALS::contains).count();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
