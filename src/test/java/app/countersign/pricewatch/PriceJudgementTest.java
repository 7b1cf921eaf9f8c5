package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceJudgementTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static PriceStatistics statistics(String... amounts) {
    List<PriceForecast.Seen> seen = new ArrayList<>();
    for (String amount : amounts) {
      seen.add(
          new PriceForecast.Seen(START.plus(seen.size(), ChronoUnit.DAYS), new BigDecimal(amount)));
    }
    return Objects.requireNonNull(PriceStatistics.of(seen, "USD"));
  }

  @ParameterizedTest
  @CsvSource({
    "9.99, GOOD",
    "10, GOOD",
    "20, GOOD",
    "20.01, USUAL",
    "45, USUAL",
    "60, USUAL",
    "69.99, USUAL",
    "70, HIGH",
    "80, HIGH",
    "500, HIGH"
  })
  void quartilesDecide(BigDecimal price, PriceVerdict expected) {
    PriceStatistics eight = statistics("40", "10", "20", "80", "30", "60", "50", "70");

    assertThat(PriceJudgement.of(price, eight, ZoneOffset.UTC).verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"9, GOOD", "10, USUAL", "11, HIGH"})
  void ofAPriceThatNeverMovedOnlyAnotherIsGoodOrHigh(BigDecimal price, PriceVerdict expected) {
    PriceStatistics same = statistics("10", "10", "10");

    assertThat(PriceJudgement.of(price, same, ZoneOffset.UTC).verdict()).isEqualTo(expected);
  }

  @Test
  void theFiguresAreThoseOfThePrices() {
    PriceStatistics statistics = statistics("40", "10", "20.01", "30");

    assertThat(statistics.median()).isEqualTo(usd("25.01"));
    assertThat(statistics.lowest()).isEqualTo(usd("10"));
    assertThat(statistics.highest()).isEqualTo(usd("40"));
    assertThat(statistics.lowerQuartile()).isEqualTo(usd("10"));
    assertThat(statistics.upperQuartile()).isEqualTo(usd("40"));
    assertThat(statistics.current()).isEqualTo(usd("30"));
    assertThat(statistics.changeVsMedianPct()).isEqualTo(new BigDecimal("20.0"));
    assertThat(PriceJudgement.of(new BigDecimal("24"), statistics, ZoneOffset.UTC).reasons())
        .containsExactly(
            "4 prices are on record from 2026-01-01 to 2026-01-04: lowest 10.00 USD, median 25.01"
                + " USD, highest 40.00 USD, newest 30.00 USD.",
            "That is 1.01 USD below the median.");
  }

  @Test
  void twoPricesAreTooFewToSay() {
    PriceJudgement none = PriceJudgement.of(BigDecimal.TEN, null, ZoneOffset.UTC);
    PriceJudgement one = PriceJudgement.of(BigDecimal.TEN, statistics("10"), ZoneOffset.UTC);
    PriceJudgement two = PriceJudgement.of(BigDecimal.TEN, statistics("10", "20"), ZoneOffset.UTC);

    assertThat(List.of(none.verdict(), one.verdict(), two.verdict()))
        .containsOnly(PriceVerdict.UNKNOWN);
    assertThat(none.reasons()).containsExactly("No price of it is on record yet.");
    assertThat(one.reasons())
        .containsExactly(
            "One price is on record: 10.00 USD on 2026-01-01.",
            "It takes at least 3 prices to tell what is usual.");
  }

  private static Money usd(String amount) {
    return Money.of(new BigDecimal(amount), "USD");
  }
}
