package app.countersign.extraction.rules;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** English numbers in words, up to 999,999, as contracts write them beside "dollars". */
final class NumberWords {
  private static final Map<String, Integer> SMALL = new HashMap<>();

  static {
    List<String> upToNineteen =
        Arrays.asList(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                    + " fifteen sixteen seventeen eighteen nineteen")
                .split(" "));
    upToNineteen.forEach(word -> SMALL.put(word, upToNineteen.indexOf(word)));
    List<String> tens =
        Arrays.asList("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
    tens.forEach(word -> SMALL.put(word, 10 * (tens.indexOf(word) + 2)));
  }

  private NumberWords() {}

  /** Whether a word can be part of a number. */
  static boolean isPart(String word) {
    return SMALL.containsKey(word)
        || word.equals("hundred")
        || word.equals("thousand")
        || word.equals("and");
  }

  /** The number that words make, for example "two hundred and five"; null when they make none. */
  static @Nullable BigDecimal parse(List<String> words) {
    int total = 0;
    int group = 0;
    boolean hasNumber = false;
    for (String word : words) {
      Integer small = SMALL.get(word);
      if (small != null) {
        group += small;
        hasNumber = true;
      } else if (word.equals("hundred") && group > 0 && group < 10) {
        group *= 100;
      } else if (word.equals("thousand") && group > 0 && total == 0) {
        total = group * 1000;
        group = 0;
      } else if (!word.equals("and")) {
        return null;
      }
    }
    return hasNumber && group < 1000 ? BigDecimal.valueOf((long) total + group) : null;
  }
}
