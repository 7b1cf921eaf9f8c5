package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PriceForecastTest {
  private static final Instant START = Instant.parse("2025-01-01T12:00:00Z");
  private static final int SERIES = 120;
  private static final int DAYS = 220;

  /** How prices may move; each from a seed. */
  enum Market {
    /** Each day's change is on its own. */
    WANDERING {
      @Override
      double next(double price, int day, Random random) {
        return Math.max(5, price * (1 + 0.01 * random.nextGaussian()));
      }
    },
    /** It comes back to 100. */
    RETURNING {
      @Override
      double next(double price, int day, Random random) {
        return Math.max(5, price + 0.15 * (100 - price) + 2 * random.nextGaussian());
      }
    },
    /** A list price, and sales now and then. */
    SALES {
      @Override
      double next(double price, int day, Random random) {
        double chance = price < 100 ? 0.75 : 0.06;
        return random.nextDouble() < chance ? (price < 100 ? price : 79.99) : 100;
      }
    };

    abstract double next(double price, int day, Random random);

    List<PriceForecast.Seen> series(long seed) {
      Random random = new Random(seed);
      List<PriceForecast.Seen> series = new ArrayList<>();
      double price = 100;
      for (int day = 0; day < DAYS; day++) {
        price = next(price, day, random);
        series.add(seen(day, BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_UP)));
      }
      return series;
    }
  }

  private static PriceForecast.Seen seen(int day, BigDecimal amount) {
    return new PriceForecast.Seen(START.plus(day, ChronoUnit.DAYS), amount);
  }

  private static PriceForecast.Seen seen(int day, String amount) {
    return seen(day, new BigDecimal(amount));
  }

  private static Instant day(int day) {
    return START.plus(day, ChronoUnit.DAYS);
  }

  /** The interval made on one day is held against the price 14 days on, which it never saw. */
  @ParameterizedTest
  @EnumSource(Market.class)
  void intervalsHoldAboutAsOftenAsTheySay(Market market) {
    int held = 0;
    double backtested = 0;
    for (int number = 0; number < SERIES; number++) {
      List<PriceForecast.Seen> series = market.series(4_711 + number);
      int today = DAYS - 15;
      PricePrediction prediction =
          Objects.requireNonNull(
              PriceForecast.predict(series.subList(0, today + 1), "USD", day(today)).prediction());
      BigDecimal actual = series.get(today + 14).amount();
      boolean inside =
          actual.compareTo(prediction.low().amount()) >= 0
              && actual.compareTo(prediction.high().amount()) <= 0;
      held += inside ? 1 : 0;
      backtested += Objects.requireNonNull(prediction.backtestedCoveragePct()).doubleValue();
      assertThat(prediction.nominalCoveragePct()).isBetween(bd("78"), bd("82"));
    }

    double coverage = 100.0 * held / SERIES;
    assertThat(coverage).as(market + " coverage, seeds from 4711").isBetween(68.0, 97.0);
    assertThat(backtested / SERIES)
        .as(market + " mean backtest, beside the true %s".formatted(coverage))
        .isBetween(coverage - 15, coverage + 15);
  }

  private static BigDecimal bd(String number) {
    return new BigDecimal(number);
  }

  @Test
  void aSeriesThatRisesByATenthEachFortnightIsGoneOnWith() {
    List<PriceForecast.Seen> series = new ArrayList<>();
    BigDecimal price = new BigDecimal("100");
    for (int fortnight = 0; fortnight < 8; fortnight++) {
      series.add(seen(14 * fortnight, price));
      price = price.multiply(new BigDecimal("1.1"));
    }

    Prediction prediction = PriceForecast.predict(series, "USD", day(14 * 7 + 3));

    PricePrediction found = Objects.requireNonNull(prediction.prediction());
    Money expected = Money.of(new BigDecimal("214.36"), "USD");
    assertThat(found.low()).isEqualTo(expected);
    assertThat(found.high()).isEqualTo(expected);
    assertThat(found.changeCount()).isEqualTo(7);
    assertThat(found.nominalCoveragePct()).isEqualTo(new BigDecimal("75.0"));
    assertThat(found.backtestCount()).isEqualTo(2);
    assertThat(found.forAt()).isEqualTo(day(14 * 8));
    assertThat(prediction.unavailableBecause()).isNull();
  }

  @Test
  void theIntervalIsMadeOfTheOrderedChanges() {
    // Each fortnight another ratio of 100, from the one price of the day before.
    List<PriceForecast.Seen> series = new ArrayList<>();
    String[] later = {"80", "90", "95", "100", "105", "110", "120", "130", "140"};
    for (int number = 0; number < later.length; number++) {
      series.add(seen(40 * number, "100"));
      series.add(seen(40 * number + 14, later[number]));
    }
    series.add(seen(40 * later.length, "200"));

    PricePrediction found =
        Objects.requireNonNull(
            PriceForecast.predict(series, "USD", day(40 * later.length)).prediction());

    // Of nine, the first and the ninth: 8 of 10 chances.
    assertThat(found.low()).isEqualTo(Money.of(new BigDecimal("160"), "USD"));
    assertThat(found.high()).isEqualTo(Money.of(new BigDecimal("280"), "USD"));
    assertThat(found.nominalCoveragePct()).isEqualTo(new BigDecimal("80.0"));
    // The sixth to the ninth change could be tried on those before: 110, 120, 130, 140 were new.
    assertThat(found.backtestCount()).isEqualTo(4);
    assertThat(found.backtestedCoveragePct()).isEqualTo(new BigDecimal("0.0"));
  }

  @Test
  void withoutEnoughThereIsNoPredictionButAReason() {
    List<PriceForecast.Seen> seven = new ArrayList<>();
    List<PriceForecast.Seen> sameWeek = new ArrayList<>();
    List<PriceForecast.Seen> farApart = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      if (number < 7) {
        seven.add(seen(number * 14, "10"));
      }
      sameWeek.add(seen(number * 4, "10"));
      farApart.add(seen(number * 30, "10"));
    }

    assertThat(PriceForecast.predict(List.of(), "USD", day(0)).unavailableBecause())
        .isEqualTo(
            "A prediction needs prices of at least 8 days over at least 30 days; there are 0 over"
                + " 0.");
    assertThat(PriceForecast.predict(seven, "USD", day(90)).unavailableBecause())
        .isEqualTo(
            "A prediction needs prices of at least 8 days over at least 30 days; there are 7 over"
                + " 84.");
    assertThat(PriceForecast.predict(sameWeek, "USD", day(28)).unavailableBecause())
        .isEqualTo(
            "A prediction needs prices of at least 8 days over at least 30 days; there are 8 over"
                + " 28.");
    assertThat(PriceForecast.predict(farApart, "USD", day(210)).unavailableBecause())
        .isEqualTo(
            "A prediction needs at least 5 pairs of prices about 14 days apart; there are 0.");
  }

  @Test
  void anOldPriceSaysNothingOfTheNextFortnight() {
    List<PriceForecast.Seen> series = Market.RETURNING.series(1);

    Prediction fresh = PriceForecast.predict(series, "USD", day(DAYS - 1 + 14));
    Prediction stale = PriceForecast.predict(series, "USD", day(DAYS - 1 + 15));

    assertThat(fresh.prediction()).isNotNull();
    assertThat(stale.prediction()).isNull();
    assertThat(stale.unavailableBecause()).isEqualTo("The newest price is 15 days old.");
  }

  @Test
  void theOrderOfThePricesChangesNothing() {
    List<PriceForecast.Seen> series = Market.WANDERING.series(7);
    List<PriceForecast.Seen> reversed = series.reversed();

    assertThat(PriceForecast.predict(reversed, "USD", day(DAYS)))
        .isEqualTo(PriceForecast.predict(series, "USD", day(DAYS)));
  }
}
