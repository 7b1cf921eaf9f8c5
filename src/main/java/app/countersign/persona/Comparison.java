package app.countersign.persona;

import java.math.BigDecimal;

/** How a signal is compared. "At least" and "at most" include the threshold, the others do not. */
public enum Comparison {
  GREATER_THAN("above"),
  AT_LEAST("at least"),
  LESS_THAN("below"),
  AT_MOST("at most"),
  EQUALS("equal to"),
  IS_TRUE("true"),
  /** Each of several values is known and below the threshold; met by none at all. */
  EVERY_BELOW("each below"),
  /** At least one of several is true. */
  ANY_TRUE("any true");

  private final String words;

  Comparison(String words) {
    this.words = words;
  }

  /** The comparison in words, to stand before a threshold. */
  public String words() {
    return words;
  }

  /**
   * Whether a number stands so to the threshold.
   *
   * @throws IllegalStateException for comparisons that are not about two numbers
   */
  public boolean holds(BigDecimal observed, BigDecimal threshold) {
    int order = observed.compareTo(threshold);
    return switch (this) {
      case GREATER_THAN -> order > 0;
      case AT_LEAST -> order >= 0;
      case LESS_THAN -> order < 0;
      case AT_MOST -> order <= 0;
      case EQUALS -> order == 0;
      case IS_TRUE, EVERY_BELOW, ANY_TRUE ->
          throw new IllegalStateException(this + " does not compare two numbers");
    };
  }
}
