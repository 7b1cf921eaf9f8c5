package app.countersign.extraction.model;

import app.countersign.terms.RefundMethod;
import java.util.regex.Pattern;

/** Whether words can name a refund method: a coarse test, for values that come from elsewhere. */
final class MethodWords {
  private static final Pattern PRO_RATA =
      of("pro[\\s-]?rat|proportion|ratio|unearned|unexpired|remaining|days?\\b|daily|months?\\b");
  private static final Pattern SUM_OF_DIGITS = of("78|seventy|sum of|digits");
  private static final Pattern SHORT_RATE = of("short|%|percent|table|schedule");
  private static final Pattern ACTUARIAL = of("actuarial");
  private static final Pattern FLAT = of("full|flat|entire|whole|100|all\\b|total");
  private static final Pattern NONE = of("\\bno\\b|\\bnot\\b|\\bnon|none|never|fully earned");

  private MethodWords() {}

  static boolean name(RefundMethod method, String words) {
    return switch (method) {
      case PRO_RATA_DAILY, PRO_RATA_MONTHLY -> PRO_RATA.matcher(words).find();
      case RULE_OF_78 -> SUM_OF_DIGITS.matcher(words).find();
      case SHORT_RATE -> SHORT_RATE.matcher(words).find();
      case ACTUARIAL -> ACTUARIAL.matcher(words).find();
      case FLAT -> FLAT.matcher(words).find();
      case NONE -> NONE.matcher(words).find();
      case UNKNOWN -> true;
    };
  }

  private static Pattern of(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
