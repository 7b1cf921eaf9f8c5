package app.countersign.extraction.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether words hold the numbers that are said to stand in them. */
final class StatedNumbers {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?|[0-9]+(\\.[0-9]+)?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern NOTHING =
      Pattern.compile(
          "\\b(no|not|none|never|without|zero|free|waive[sd]?)\\b", Pattern.CASE_INSENSITIVE);

  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of(
          "", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

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
    return isWritten
        || isSpelled(words, number)
        || (number.signum() == 0 && NOTHING.matcher(words).find());
  }

  /** Whole numbers below a hundred in English words, as percentages often are. */
  private static boolean isSpelled(String words, BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0 || number.compareTo(HUNDRED) >= 0) {
      return false;
    }
    int whole = number.intValueExact();
    String spelled =
        whole < SMALL.size()
            ? SMALL.get(whole)
            : TENS.get(whole / 10) + (whole % 10 == 0 ? "" : "[- ]" + SMALL.get(whole % 10));
    return Pattern.compile("(?<![-\\w])" + spelled + "(?![-\\w])", Pattern.CASE_INSENSITIVE)
        .matcher(words)
        .find();
  }
}
