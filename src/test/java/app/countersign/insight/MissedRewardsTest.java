package app.countersign.insight;

import static app.countersign.ledger.TransactionCategory.GROCERIES;
import static app.countersign.ledger.TransactionCategory.TRAVEL;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.card.CapPeriod;
import app.countersign.card.Card;
import app.countersign.card.CardProduct;
import app.countersign.card.CardRate;
import app.countersign.card.RateCap;
import app.countersign.insight.MissedRewards.Own;
import app.countersign.insight.MissedRewards.Used;
import app.countersign.insight.RewardSource.Rewards;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the best card would have earned. */
class MissedRewardsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final CardRate CAPPED =
      new CardRate(
          List.of(GROCERIES),
          new BigDecimal("6"),
          new RateCap(new BigDecimal("1000"), CapPeriod.MONTH),
          BigDecimal.ONE);
  private static final Own PLAIN = own(1, "Plain", "USD", List.of(), List.of());

  private static Own grocer(@Nullable String used, LocalDate startsOn) {
    return own(
        2,
        "Grocer",
        "USD",
        List.of(CAPPED),
        List.of(new Used(CAPPED, startsOn, used == null ? null : new BigDecimal(used))));
  }

  private static Own own(
      int number, String name, String currency, List<CardRate> rates, List<Used> used) {
    return new Own(
        new Card(
            new UUID(1, number),
            new UUID(9, 9),
            name,
            null,
            null,
            currency,
            null,
            null,
            new UUID(2, number),
            1,
            Instant.EPOCH),
        new CardProduct(
            name,
            number,
            name,
            "Bank",
            currency,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ONE,
            rates),
        used);
  }

  private static LedgerTransaction row(
      int account, LocalDate day, String amount, TransactionCategory category) {
    return new LedgerTransaction(
        UUID.randomUUID(),
        new UUID(2, account),
        day,
        null,
        new BigDecimal(amount),
        "USD",
        "ROW",
        null,
        category,
        0);
  }

  private static @Nullable Rewards of(Own one, Own other, LedgerTransaction... bought) {
    return MissedRewards.of(List.of(one, other), "USD", List.of(bought));
  }

  private static Rewards rewards(String earned, String possible, String card, int purchases) {
    return new Rewards(new BigDecimal(earned), new BigDecimal(possible), card, purchases);
  }

  @Test
  void theBetterCardOfEachPurchaseCounts() {
    Rewards found =
        of(
            PLAIN,
            grocer("0", DAY.withDayOfMonth(1)),
            row(1, DAY, "-100.00", GROCERIES),
            row(2, DAY, "-50.00", GROCERIES),
            row(1, DAY, "-30.00", TRAVEL));

    assertThat(found).isEqualTo(rewards("4.30", "9.30", "Grocer", 1));
  }

  @Test
  void aCapIsUsedUpOnTheWay() {
    Rewards found =
        of(
            PLAIN,
            grocer("900", DAY.withDayOfMonth(1)),
            row(1, DAY, "-80.00", GROCERIES),
            row(1, DAY, "-80.00", GROCERIES));

    // 80 at 6 %; then 20 at 6 % and 60 at 1 %.
    assertThat(found).isEqualTo(rewards("1.60", "6.60", "Grocer", 2));
  }

  @Test
  void aNewPeriodOfTheCapBeginsAnew() {
    Rewards found =
        of(
            PLAIN,
            grocer("1000", LocalDate.of(2026, 5, 1)),
            row(1, LocalDate.of(2026, 5, 31), "-100.00", GROCERIES),
            row(1, LocalDate.of(2026, 6, 1), "-100.00", GROCERIES));

    assertThat(found).isEqualTo(rewards("2.00", "7.00", "Grocer", 1));
  }

  @Test
  void aCapOfWhichNobodyKnowsPromisesNothing() {
    Rewards found =
        of(PLAIN, grocer(null, DAY.withDayOfMonth(1)), row(1, DAY, "-100.00", GROCERIES));

    assertThat(found).isEqualTo(rewards("1.00", "1.00", "", 0));
  }

  @Test
  void whatNoneOfTheCardsPaidCannotBeCompared() {
    assertThat(of(PLAIN, grocer("0", DAY), row(7, DAY, "-100.00", GROCERIES))).isNull();
    assertThat(of(PLAIN, grocer("0", DAY))).isNull();
  }

  @Test
  void oneCardAloneOrOneOfAnotherCurrencyIsNoChoice() {
    LedgerTransaction row = row(1, DAY, "-100.00", GROCERIES);

    assertThat(MissedRewards.of(List.of(PLAIN), "USD", List.of(row))).isNull();
    assertThat(of(PLAIN, own(3, "Euro", "EUR", List.of(), List.of()), row)).isNull();
  }
}
