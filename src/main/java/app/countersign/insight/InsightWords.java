package app.countersign.insight;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and days are written in the texts of insights. */
final class InsightWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private InsightWords() {}

  /** As {@code 1249.00 USD}. */
  static String money(Money money) {
    return money.amount().toPlainString() + " " + money.currency();
  }

  /** A percentage in whole numbers for a sentence; the exact one is in the figures. */
  static String percent(BigDecimal percent) {
    return percent.setScale(0, RoundingMode.HALF_UP).toPlainString() + " %";
  }

  /** A percentage at a threshold, where rounding to a whole number would tell a lie. */
  static String exactPercent(BigDecimal percent) {
    BigDecimal trimmed = percent.stripTrailingZeros();
    return (trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed).toPlainString() + " %";
  }

  /** As {@code 1 June 2026}. */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** As {@code 1 purchase} or {@code 3 purchases}. */
  static String count(int count, String one) {
    return count == 1 ? "1 " + one : count + " " + one + "s";
  }

  /** A category in lower case words. */
  static String category(TransactionCategory category) {
    return switch (category) {
      case PHONE_INTERNET -> "phone and internet";
      default -> category.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /** With a capital at its beginning. */
  static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
