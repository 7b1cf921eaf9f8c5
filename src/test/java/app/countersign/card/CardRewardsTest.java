package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import app.countersign.platform.data.DataNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardRewardsTest {
  private static final CardCatalogue CATALOGUE = CardCatalogueFile.load(null);
  private static final CardProduct PANTRY = product("tovalin_pantry");

  private static CardProduct product(String id) {
    return Objects.requireNonNull(CATALOGUE.product(id));
  }

  private static Money usd(String amount) {
    return Money.of(new BigDecimal(amount), "USD");
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  @ParameterizedTest
  @CsvSource({
    // product, category, amount, used, at rate, beyond, reward
    "tovalin_pantry,  GROCERIES,  82.40,      0,    82.40,    0.00,   4.94",
    "tovalin_pantry,  GROCERIES,  82.40,       ,    82.40,    0.00,   4.94",
    "tovalin_pantry,  GROCERIES, 100.00, 5960.00,   40.00,   60.00,   3.00",
    "tovalin_pantry,  GROCERIES, 100.00, 6000.00,    0.00,  100.00,   1.00",
    "tovalin_pantry,  GROCERIES, 100.00, 7200.00,    0.00,  100.00,   1.00",
    "tovalin_pantry,  GROCERIES,7000.00,      0,  6000.00, 1000.00, 370.00",
    "tovalin_pantry,  TRANSPORT,  40.00,       ,    40.00,    0.00,   1.20",
    "tovalin_pantry,  SHOPPING,   99.99,       ,    99.99,    0.00,   1.00",
    "tovalin_plain,   SHOPPING,    0.30,       ,     0.30,    0.00,   0.00",
    "tovalin_plain,   SHOPPING,    0.34,       ,     0.34,    0.00,   0.01",
    "tovalin_plain,   SHOPPING,   33.00,       ,    33.00,    0.00,   0.50",
    "quarrowfield_road, TRANSPORT,100.00, 6950.00,  50.00,   50.00,   2.75",
    "oskelle_reserve, TRAVEL,   1234.56,       ,  1234.56,    0.00,  49.38",
  })
  void aPurchaseEarnsTheRateUpToTheCapAndTheRestAfterIt(
      String id,
      TransactionCategory category,
      String amount,
      @Nullable String used,
      String atRate,
      String beyond,
      String expected) {
    Reward reward = CardRewards.reward(product(id), category, usd(amount), number(used));

    assertThat(reward.amountAtRate()).isEqualByComparingTo(atRate);
    assertThat(reward.amountAfterCap()).isEqualByComparingTo(beyond);
    assertThat(reward.reward()).isEqualTo(usd(expected));
    assertThat(reward.net()).isEqualTo(usd(expected));
    assertThat(reward.foreignFee()).isEqualTo(usd("0"));
  }

  @Test
  void theStepsShowTheExactFigures() {
    Reward reward =
        CardRewards.reward(
            PANTRY, TransactionCategory.GROCERIES, usd("100.03"), new BigDecimal("5960"));

    assertThat(reward.steps())
        .containsExactly(
            new RewardStep(
                "at the rate of the category",
                usd("40.00"),
                new BigDecimal("6"),
                new BigDecimal("2.4000")),
            new RewardStep(
                "beyond the cap", usd("60.03"), new BigDecimal("1"), new BigDecimal("0.6003")));
    assertThat(reward.reward()).isEqualTo(usd("3.00"));
  }

  @Test
  void payingInAnotherCurrencyCostsTheForeignFeeAndLeavesTheCapAlone() {
    Reward reward =
        CardRewards.reward(
            PANTRY,
            TransactionCategory.GROCERIES,
            Money.of(new BigDecimal("100"), "EUR"),
            new BigDecimal("6000"));

    assertThat(reward.reward()).isEqualTo(Money.of(new BigDecimal("6"), "EUR"));
    assertThat(reward.foreignFee()).isEqualTo(Money.of(new BigDecimal("2.7"), "EUR"));
    assertThat(reward.net()).isEqualTo(Money.of(new BigDecimal("3.3"), "EUR"));
  }

  @Test
  void theNetIsRoundedOnceFromTheExactFigures() {
    Reward reward =
        CardRewards.reward(
            PANTRY, TransactionCategory.SHOPPING, Money.of(new BigDecimal("10.50"), "EUR"), null);

    // 0.105 less 0.2835: rounded apart they would make 0.11 - 0.28 = -0.17.
    assertThat(reward.net()).isEqualTo(Money.of(new BigDecimal("-0.18"), "EUR"));
  }

  @Test
  void sixPercentUpToSixThousandLess95IsWorth265AYear() {
    AnnualReward year =
        CardRewards.annual(PANTRY, Map.of(TransactionCategory.GROCERIES, new BigDecimal("6000")));

    assertThat(year.reward()).isEqualTo(usd("360.00"));
    assertThat(year.annualFee()).isEqualTo(usd("95.00"));
    assertThat(year.net()).isEqualTo(usd("265.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "tovalin_pantry,  GROCERIES,  7500, 375.00,  280.00",
    "tovalin_pantry,  SHOPPING,   1000,  10.00,  -85.00",
    "brimsey_quarter, GROCERIES,  7000, 310.00,  310.00",
    "quarrowfield_screen, SOFTWARE, 3000, 102.00, 102.00",
    "oskelle_reserve, TRAVEL,        0,   0.00, -250.00",
  })
  void aYearCountsEachCapAsOftenAsItBeginsAnew(
      String id, TransactionCategory category, String spent, String reward, String net) {
    AnnualReward year = CardRewards.annual(product(id), Map.of(category, new BigDecimal(spent)));

    assertThat(year.reward()).isEqualTo(usd(reward));
    assertThat(year.net()).isEqualTo(usd(net));
  }

  @Test
  void aCapIsForAllItsCategoriesTogether() {
    AnnualReward year =
        CardRewards.annual(
            product("brimsey_quarter"),
            Map.of(
                TransactionCategory.GROCERIES, new BigDecimal("4000"),
                TransactionCategory.TRANSPORT, new BigDecimal("4000")));

    assertThat(year.reward()).isEqualTo(usd("320.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "300.00,   0.00, 1000, 30.0",
    "299.40,   0.00, 1000, 29.9",
    "299.50,   0.00, 1000, 30.0",
    "0.00,   100.00, 3000, 3.3",
    "900.00, 200.00, 1000, 110.0",
    ",       100.00, 1000,",
    "100.00, 100.00,     ,",
    "100.00, 100.00,    0,",
  })
  void whatIsNotKnownIsNotZero(
      @Nullable String balance, String amount, @Nullable String limit, @Nullable String expected) {
    assertThat(CardRewards.utilizationPct(number(balance), new BigDecimal(amount), number(limit)))
        .isEqualTo(number(expected));
  }

  @Test
  void partsMakeTheAmountAndMoreNeverEarnsLess() {
    long seed = 20_260_301;
    Random random = new Random(seed);
    List<CardProduct> products = CATALOGUE.products();
    List<TransactionCategory> categories = List.copyOf(CardCatalogueFile.CATEGORIES);

    for (int round = 0; round < 20_000; round++) {
      CardProduct product = products.get(random.nextInt(products.size()));
      TransactionCategory category = categories.get(random.nextInt(categories.size()));
      Money amount =
          Money.of(BigDecimal.valueOf(1 + random.nextInt(2_000_000), 2), product.currency());
      Money more =
          Money.of(
              amount.amount().add(BigDecimal.valueOf(random.nextInt(100_000), 2)),
              product.currency());
      BigDecimal used =
          random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(1_500_000), 2);
      String which = "seed %d, round %d: %s %s".formatted(seed, round, product.id(), amount);

      Reward reward = CardRewards.reward(product, category, amount, used);

      assertThat(reward.amountAtRate().add(reward.amountAfterCap()))
          .as(which)
          .isEqualByComparingTo(amount.amount());
      assertThat(reward.amountAtRate().signum()).as(which).isNotNegative();
      assertThat(CardRewards.reward(product, category, more, used).reward().amount())
          .as(which)
          .isGreaterThanOrEqualTo(reward.reward().amount());
      if (used != null) {
        assertThat(
                CardRewards.reward(product, category, amount, used.add(BigDecimal.TEN))
                    .reward()
                    .amount())
            .as(which)
            .isLessThanOrEqualTo(reward.reward().amount());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MONTH,   2026-03-15, 2024-02-29, 2026-03-01",
    "QUARTER, 2026-03-31,           , 2026-01-01",
    "QUARTER, 2026-12-31,           , 2026-10-01",
    "YEAR,    2026-03-15,           , 2026-01-01",
    "YEAR,    2026-03-15, 2020-03-16, 2025-03-16",
    "YEAR,    2026-03-16, 2020-03-16, 2026-03-16",
    "YEAR,    2026-02-28, 2024-02-29, 2026-02-28",
    "YEAR,    2026-02-27, 2024-02-29, 2025-02-28",
    "YEAR,    2028-02-28, 2024-02-29, 2027-02-28",
    "YEAR,    2026-03-15, 2026-03-10, 2026-03-10",
  })
  void aPeriodBeginsWithTheCalendarOrTheCardsOwnYear(
      CapPeriod period,
      java.time.LocalDate day,
      java.time.@Nullable LocalDate openedOn,
      java.time.LocalDate start) {
    assertThat(period.start(day, openedOn)).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: ab|id: must be 3 to 64 of a-z, 0-9 and _",
        "currency: XXQ|currency: XXQ is not a currency of ISO 4217",
        "annualFee: -1|annualFee: must be 0 to 1000000 with the digits of USD",
        "annualFee: 1.005|annualFee: must be 0 to 1000000 with the digits of USD",
        "basePct: 101|basePct: must be 0 to 100 with at most 4 digits after the point",
        "basePct: 1.00001|basePct: must be 0 to 100 with at most 4 digits after the point",
        "foreignFeePct: none|foreignFeePct: must be a number",
        "colour: red|colour: is not a field here",
        "rates: [{categories: [], pct: 1}]|categories: is missing",
        "rates: [{categories: [PAYROLL], pct: 1}]|categories: PAYROLL is nothing one pays for by"
            + " card",
        "rates: [{categories: [TRAVEL, TRAVEL], pct: 1}]|categories: TRAVEL has a rate already",
        "rates: [{categories: [TRAVEL], pct: 3, pctAfterCap: 1}]|pctAfterCap: needs a cap",
        "rates: [{categories: [TRAVEL], pct: 0.5, cap: {amount: 5, period: YEAR}}]|pctAfterCap: is"
            + " above the rate before the cap",
        "rates: [{categories: [TRAVEL], pct: 3, cap: {amount: 0, period: YEAR}}]|amount: must be"
            + " above zero",
        "rates: [{categories: [TRAVEL], pct: 3, cap: {amount: 5, period: WEEK}}]|period: WEEK is"
            + " none of [MONTH, QUARTER, YEAR]",
      })
  void aFaultInTheCatalogueEndsTheStartAndNamesItsPlace(String line, String fault) {
    String field = line.substring(0, line.indexOf(':'));
    StringBuilder yaml = new StringBuilder("products:\n  - ");
    for (String one :
        List.of(
            "id: sample_card",
            "name: Sample",
            "issuer: Nobody",
            "currency: USD",
            "annualFee: 0",
            "foreignFeePct: 0",
            "basePct: 1")) {
      yaml.append(one.startsWith(field + ":") ? line : one).append("\n    ");
    }
    if (!yaml.toString().contains(line)) {
      yaml.append(line).append('\n');
    }

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> CardCatalogueFile.of(DataNode.parse("test.yml", yaml.toString())))
        .isInstanceOf(app.countersign.platform.data.DataFault.class)
        .hasMessageEndingWith(fault);
  }

  @Test
  void theExamplesAreTwelveAndSayThatTheyAre() {
    assertThat(CATALOGUE.products()).hasSize(12);
    assertThat(CATALOGUE.products()).allMatch(product -> product.issuer().endsWith("(example)"));
  }
}
