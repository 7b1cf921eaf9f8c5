package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a price may be in 14 days, by the changes it went through before. Pure and deterministic.
 *
 * <p>Of each day (UTC) the newest price counts. For every day the price nearest to 14 days later,
 * 10 to 18 days off, gives one change, as a ratio; no price is carried over a time nothing was seen
 * in. With n changes in order, the interval reaches from the {@code ⌊(n+1)/10⌋}-th to the {@code
 * ⌈9(n+1)/10⌉}-th of them, at least from the first to the last, times the newest price. Were the
 * changes exchangeable, the next would fall between the i-th and the k-th with chance {@code
 * (k−i)/(n+1)}: the nominal coverage. They overlap in time and so are not, which is why the same
 * interval is tried on every change seen, made only from the changes that had ended before it
 * began; how often it held stands beside it.
 */
final class PriceForecast {
  static final int LEAST_DAYS_WITH_PRICE = 8;
  static final int LEAST_SPAN_DAYS = 30;
  static final int LEAST_CHANGES = 5;
  static final int HORIZON_DAYS = 14;
  static final String METHOD =
      "Empirical quantiles, 10 % to 90 %, of this product's own price changes over 10 to 18 days,"
          + " times the newest price.";

  private static final int TOLERANCE_DAYS = 4;
  private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;

  private final List<Map.Entry<LocalDate, BigDecimal>> days;
  private final List<Change> changes = new ArrayList<>();

  private PriceForecast(List<Map.Entry<LocalDate, BigDecimal>> days) {
    this.days = days;
    for (int from = 0; from < days.size(); from++) {
      Change change = change(from);
      if (change != null) {
        changes.add(change);
      }
    }
  }

  private record Change(LocalDate start, LocalDate end, BigDecimal ratio) {}

  private record Band(BigDecimal low, BigDecimal high, BigDecimal nominalPct) {}

  /** A price at a time. */
  record Seen(Instant at, BigDecimal amount) {}

  /**
   * Predicts.
   *
   * @param seen in any order, every amount above zero
   * @param asOf now: a newest price older than 14 days says nothing of the next 14
   */
  static Prediction predict(List<Seen> seen, String currency, Instant asOf) {
    TreeMap<LocalDate, Seen> newest = new TreeMap<>();
    for (Seen one : seen) {
      newest.merge(
          LocalDate.ofInstant(one.at(), ZoneOffset.UTC),
          one,
          (before, after) -> after.at().isBefore(before.at()) ? before : after);
    }
    List<Map.Entry<LocalDate, BigDecimal>> days =
        newest.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue().amount()))
            .toList();
    String tooLittle = tooLittle(days);
    if (tooLittle != null) {
      return Prediction.none(tooLittle);
    }
    Seen last = newest.lastEntry().getValue();
    long age = Duration.between(last.at(), asOf).toDays();
    if (age > HORIZON_DAYS) {
      return Prediction.none("The newest price is %d days old.".formatted(age));
    }
    return new PriceForecast(days).predict(last, currency);
  }

  private static @Nullable String tooLittle(List<Map.Entry<LocalDate, BigDecimal>> days) {
    long span =
        days.isEmpty()
            ? 0
            : ChronoUnit.DAYS.between(days.getFirst().getKey(), days.getLast().getKey());
    return days.size() >= LEAST_DAYS_WITH_PRICE && span >= LEAST_SPAN_DAYS
        ? null
        : "A prediction needs prices of at least %d days over at least %d days; there are %d over %d."
            .formatted(LEAST_DAYS_WITH_PRICE, LEAST_SPAN_DAYS, days.size(), span);
  }

  private Prediction predict(Seen last, String currency) {
    if (changes.size() < LEAST_CHANGES) {
      return Prediction.none(
          "A prediction needs at least %d pairs of prices about 14 days apart; there are %d."
              .formatted(LEAST_CHANGES, changes.size()));
    }
    Band band = band(changes);
    int tried = 0;
    int held = 0;
    for (Change change : changes) {
      List<Change> known =
          changes.stream().filter(one -> !one.end().isAfter(change.start())).toList();
      if (known.size() >= LEAST_CHANGES) {
        Band then = band(known);
        tried++;
        boolean inside =
            change.ratio().compareTo(then.low()) >= 0 && change.ratio().compareTo(then.high()) <= 0;
        held += inside ? 1 : 0;
      }
    }
    return new Prediction(
        new PricePrediction(
            last.at().plus(HORIZON_DAYS, ChronoUnit.DAYS),
            Money.of(last.amount().multiply(band.low()), currency),
            Money.of(last.amount().multiply(band.high()), currency),
            band.nominalPct(),
            tried == 0 ? null : percent(held, tried),
            tried,
            changes.size(),
            METHOD),
        null);
  }

  private @Nullable Change change(int from) {
    LocalDate start = days.get(from).getKey();
    Map.Entry<LocalDate, BigDecimal> best = null;
    long bestOff = TOLERANCE_DAYS + 1L;
    for (int to = from + 1; to < days.size(); to++) {
      long apart = ChronoUnit.DAYS.between(start, days.get(to).getKey());
      if (apart > HORIZON_DAYS + TOLERANCE_DAYS) {
        break;
      }
      long off = Math.abs(apart - HORIZON_DAYS);
      if (off < bestOff) {
        bestOff = off;
        best = days.get(to);
      }
    }
    return best == null
        ? null
        : new Change(
            start, best.getKey(), best.getValue().divide(days.get(from).getValue(), EXACT_ENOUGH));
  }

  private static Band band(List<Change> changes) {
    List<BigDecimal> ratios = changes.stream().map(Change::ratio).sorted().toList();
    int count = ratios.size();
    int low = Math.max(1, (count + 1) / 10);
    int high = Math.min(count, (9 * (count + 1) + 9) / 10);
    return new Band(ratios.get(low - 1), ratios.get(high - 1), percent(high - low, count + 1));
  }

  private static BigDecimal percent(int part, int whole) {
    return BigDecimal.valueOf(part)
        .movePointRight(2)
        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
  }
}
