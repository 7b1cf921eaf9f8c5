package app.countersign.passage;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words by which texts speak of what people ask about in other words. */
public final class KindredWords {
  /** No word has kin. */
  public static final KindredWords NONE = new KindredWords(List.of());

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private final List<Kin> kin;

  /** The kinships, each for itself: kin of kin is none. */
  public KindredWords(List<Kin> kin) {
    this.kin = List.copyOf(kin);
  }

  /**
   * Words that mean nearly the same.
   *
   * @param beginnings of the words asked with, in lower case
   * @param words that the texts have for them
   */
  public record Kin(List<String> beginnings, List<String> words) {
    /** Copies the lists. */
    public Kin {
      beginnings = List.copyOf(beginnings);
      words = List.copyOf(words);
    }

    boolean isAsked(String word) {
      return beginnings.stream().anyMatch(word::startsWith);
    }
  }

  /** The kindred words of all words of a question, blanks between; empty when it has none. */
  String of(String question) {
    return WORD.matcher(question.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .flatMap(word -> kin.stream().filter(one -> one.isAsked(word)))
        .flatMap(one -> one.words().stream())
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
