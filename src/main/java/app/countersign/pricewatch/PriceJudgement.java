package app.countersign.pricewatch;

import app.countersign.money.MoneyText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a price is good, by the product's own prices. Pure.
 *
 * @param reasons for people, with the figures
 */
record PriceJudgement(PriceVerdict verdict, List<String> reasons) {
  static final int LEAST_PRICES = 3;

  /** Copies the list. */
  PriceJudgement {
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges.
   *
   * @param price above zero, in the currency of the statistics
   * @param statistics null without any price on record
   * @param zone what days are told by
   */
  static PriceJudgement of(BigDecimal price, @Nullable PriceStatistics statistics, ZoneId zone) {
    List<String> reasons = new ArrayList<>();
    if (statistics == null) {
      reasons.add("No price of it is on record yet.");
      return new PriceJudgement(PriceVerdict.UNKNOWN, reasons);
    }
    reasons.add(record(statistics, zone));
    if (statistics.observationCount() < LEAST_PRICES) {
      reasons.add("It takes at least %d prices to tell what is usual.".formatted(LEAST_PRICES));
      return new PriceJudgement(PriceVerdict.UNKNOWN, reasons);
    }
    BigDecimal median = statistics.median().amount();
    boolean low = price.compareTo(statistics.lowerQuartile().amount()) <= 0;
    boolean high = price.compareTo(statistics.upperQuartile().amount()) >= 0;
    int against = price.compareTo(median);
    reasons.add(against(price, against, statistics));
    PriceVerdict verdict =
        against < 0 && low
            ? PriceVerdict.GOOD
            : against > 0 && high ? PriceVerdict.HIGH : PriceVerdict.USUAL;
    return new PriceJudgement(verdict, reasons);
  }

  private static String record(PriceStatistics statistics, ZoneId zone) {
    LocalDate first = LocalDate.ofInstant(statistics.firstAt(), zone);
    LocalDate last = LocalDate.ofInstant(statistics.asOf(), zone);
    int count = statistics.observationCount();
    if (count == 1) {
      return "One price is on record: %s on %s."
          .formatted(MoneyText.of(statistics.current()), last);
    }
    return "%d prices are on record from %s to %s: lowest %s, median %s, highest %s, newest %s."
        .formatted(
            count,
            first,
            last,
            MoneyText.of(statistics.lowest()),
            MoneyText.of(statistics.median()),
            MoneyText.of(statistics.highest()),
            MoneyText.of(statistics.current()));
  }

  private static String against(BigDecimal price, int against, PriceStatistics statistics) {
    String currency = statistics.median().currency();
    BigDecimal median = statistics.median().amount();
    if (against == 0) {
      return "That is the median.";
    }
    return "That is %s %s the median."
        .formatted(
            MoneyText.of(price.subtract(median).abs(), currency), against < 0 ? "below" : "above");
  }
}
