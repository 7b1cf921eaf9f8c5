package app.countersign.extraction.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether words hold the numbers that are said to stand in them. */
final class StatedNumbers {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?|[0-9]+(\\.[0-9]+)?");
  private static final Pattern NOTHING =
      Pattern.compile(
          "\\b(no|not|none|never|without|zero|free|waive[sd]?)\\b", Pattern.CASE_INSENSITIVE);

  private StatedNumbers() {}

  /** True of words that hold each of the numbers; for zero a word such as "no" will do. */
  static Predicate<String> all(List<BigDecimal> numbers) {
    return words -> numbers.stream().allMatch(number -> holds(words, number));
  }

  private static boolean holds(String words, BigDecimal number) {
    boolean isWritten =
        NUMBER
            .matcher(words)
            .results()
            .map(found -> new BigDecimal(found.group().replace(",", "")))
            .anyMatch(found -> found.compareTo(number) == 0);
    return isWritten || (number.signum() == 0 && NOTHING.matcher(words).find());
  }
}
