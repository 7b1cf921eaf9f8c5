package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.Account;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every ledger. */
class SignalPropertiesTest {
  private static final long SEED = Long.getLong("signal.seed", 20260630L);
  private static final int LEDGERS = 300;
  private static final int MOST_ROWS = 120;

  @Test
  void theSameLedgerGivesTheSameAnswer() {
    forEveryLedger(
        ledger -> {
          for (var window : SignalWindow.values()) {
            assertThat(ledger.compute(window)).isEqualTo(ledger.compute(window));
          }
        });
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    var shuffles = new Random(SEED);
    forEveryLedger(
        ledger -> {
          var before = new SignalCalculator().computeAll(ledger.snapshot(), ledger.asOf);
          Collections.shuffle(ledger.rows, shuffles);
          Collections.shuffle(ledger.liabilities, shuffles);

          assertThat(new SignalCalculator().computeAll(ledger.snapshot(), ledger.asOf))
              .isEqualTo(before);
        });
  }

  @Test
  void rowsPostedAfterTheDayAreInvisible() {
    forEveryLedger(
        ledger -> {
          var withLater = new SignalCalculator().computeAll(ledger.snapshot(), ledger.asOf);
          for (var row : ledger.rows) {
            if (row.postedOn().isAfter(ledger.asOf)) {
              undo(ledger, row);
            }
          }
          ledger.rows.removeIf(row -> row.postedOn().isAfter(ledger.asOf));

          assertThat(new SignalCalculator().computeAll(ledger.snapshot(), ledger.asOf))
              .isEqualTo(withLater);
        });
  }

  @Test
  void anOwnTransferChangesNeitherIncomeNorOutflow() {
    forEveryLedger(
        ledger -> {
          var checking = ledger.checking("100.00");
          var savings = ledger.savings("100.00");
          var before = ledger.snapshot();
          // an amount no other row has, so that the two can only be joined with each other
          addRow(ledger, checking, 12, "-7777.777");
          addRow(ledger, savings, 10, "7777.777");

          for (var window : SignalWindow.values()) {
            var plain = new SignalCalculator().compute(before, window, ledger.asOf).signals();
            var moved = ledger.signals(window);
            assertThat(moved.income()).isEqualTo(plain.income());
            assertThat(moved.subscriptions()).isEqualTo(plain.subscriptions());
            assertThat(moved.credit()).isEqualTo(plain.credit());
            assertThat(essentials(moved)).isEqualTo(essentials(plain));
          }
        });
  }

  @Test
  void everyCountIsNaturalAndEveryValueHasTwoDecimals() {
    forEveryLedger(
        ledger -> {
          for (var window : SignalWindow.values()) {
            checkSubscriptions(ledger.signals(window).subscriptions());
            checkSavings(ledger.signals(window).savings());
            checkCredit(ledger.signals(window).credit());
            checkIncome(ledger.signals(window).income());
            checkLifeStage(ledger.signals(window).lifeStage());
          }
        });
  }

  @Test
  void theNumberOfSubscriptionsIsTheSameInBothWindows() {
    forEveryLedger(
        ledger -> {
          var recent = ledger.signals(SignalWindow.DAYS_30).subscriptions();
          var trend = ledger.signals(SignalWindow.DAYS_180).subscriptions();
          assertThat(recent == null).isEqualTo(trend == null);
          if (recent != null && trend != null) {
            assertThat(recent.recurringMerchantCount()).isEqualTo(trend.recurringMerchantCount());
            assertThat(recent.monthlyRecurringSpend()).isEqualTo(trend.monthlyRecurringSpend());
          }
        });
  }

  @Test
  void theGeneratorReachesEveryCategory() {
    int[] seen = new int[5];
    forEveryLedger(
        ledger -> {
          var signals = ledger.signals(SignalWindow.DAYS_180);
          var subscriptions = signals.subscriptions();
          seen[0] += subscriptions != null && subscriptions.recurringMerchantCount() > 0 ? 1 : 0;
          seen[1] += signals.savings() == null ? 0 : 1;
          seen[2] += signals.credit() == null ? 0 : 1;
          seen[3] += signals.income() == null ? 0 : 1;
          seen[4] += signals.equals(UserSignals.NONE) ? 1 : 0;
        });

    for (int count : seen) {
      assertThat(count).isBetween(LEDGERS / 20, LEDGERS);
    }
  }

  private static void forEveryLedger(Consumer<LedgerFixture> property) {
    System.out.println("signal.seed=" + SEED);
    var ledgers = new RandomLedgers(SEED);
    for (int index = 0; index < LEDGERS; index++) {
      property.accept(ledgers.next(MOST_ROWS));
    }
  }

  private static void undo(LedgerFixture ledger, LedgerTransaction row) {
    ledger.accounts.replaceAll(
        account -> {
          if (!account.id().equals(row.accountId()) || account.currentBalance() == null) {
            return account;
          }
          boolean isDebt = AccountRole.of(account).isDebt();
          var balance =
              isDebt
                  ? account.currentBalance().add(row.amount())
                  : account.currentBalance().subtract(row.amount());
          return new Account(
              account.id(),
              account.type(),
              account.subtype(),
              account.name(),
              account.officialName(),
              account.mask(),
              account.availableBalance(),
              balance,
              account.creditLimit(),
              account.currency(),
              account.hasDeclaredInflow());
        });
  }

  private static void addRow(LedgerFixture ledger, UUID account, int daysAgo, String amount) {
    ledger.row(account, daysAgo, amount, TransactionCategory.OTHER);
  }

  private static BigDecimal essentials(UserSignals signals) {
    var lifeStage = signals.lifeStage();
    return lifeStage == null || lifeStage.essentialsPct() == null
        ? BigDecimal.ZERO
        : lifeStage.essentialsPct();
  }

  private static void checkSubscriptions(@Nullable SubscriptionSignals found) {
    if (found == null) {
      return;
    }
    assertThat(found.recurringMerchantCount()).isEqualTo(found.merchants().size());
    checkPositive(
        found.monthlyRecurringSpend(),
        found.subscriptionSharePct(),
        found.coffeeFoodDeliveryMonthly());
    for (var merchant : found.merchants()) {
      checkPositive(merchant.amount(), merchant.chargedInWindow());
      assertThat(merchant.chargesInWindow()).isNotNegative();
      assertThat(merchant.lastChargeDate()).isBeforeOrEqualTo(LedgerFixture.AS_OF);
    }
  }

  private static void checkSavings(@Nullable SavingsSignals found) {
    if (found == null) {
      return;
    }
    assertThat(found.numSavingsAccounts()).isPositive();
    checkScale(
        found.netSavingsInflow(),
        found.savingsGrowthRatePct(),
        found.emergencyFundMonths(),
        found.totalSavingsBalance());
    checkPositive(found.largestDeposit(), found.largestWithdrawal());
  }

  private static void checkCredit(@Nullable CreditSignals found) {
    if (found == null) {
      return;
    }
    assertThat(found.numCreditCards()).isEqualTo(found.cards().size());
    assertThat(found.anyCardHighUtil() || !found.anyCardVeryHighUtil()).isTrue();
    checkPositive(found.aggregateUtilizationPct(), found.totalCreditUsed());
    for (var card : found.cards()) {
      checkPositive(card.utilizationPct(), card.interestCharges(), card.limit());
    }
  }

  private static void checkIncome(@Nullable IncomeSignals found) {
    if (found == null) {
      return;
    }
    assertThat(found.numDepositsInWindow()).isNotNegative();
    assertThat(found.recentDeposits()).hasSizeBetween(1, 5);
    checkPositive(
        found.medianPayGapDays(),
        found.incomeVariabilityPct(),
        found.medianDepositAmount(),
        found.monthlyIncome());
    checkScale(found.cashFlowBufferMonths());
    assertThat(found.medianDepositAmount()).isGreaterThanOrEqualTo(BigDecimal.valueOf(100));
    for (var deposit : found.recentDeposits()) {
      assertThat(deposit.daysSince()).isNotNegative();
    }
  }

  private static void checkLifeStage(@Nullable LifeStageSignals found) {
    if (found == null) {
      return;
    }
    checkPositive(found.transactionCountMonthly(), found.essentialsPct(), found.annualIncome());
    if (found.essentialsPct() != null) {
      assertThat(found.essentialsPct()).isLessThanOrEqualTo(BigDecimal.valueOf(100));
    }
  }

  private static void checkPositive(@Nullable BigDecimal... values) {
    checkScale(values);
    for (var value : values) {
      assertThat(value == null || value.signum() >= 0).isTrue();
    }
  }

  private static void checkScale(@Nullable BigDecimal... values) {
    for (var value : values) {
      assertThat(value == null ? 2 : value.scale()).isEqualTo(2);
    }
  }
}
