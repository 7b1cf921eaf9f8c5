package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.LedgerPurchase;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.TransactionCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Purchases count where no bank tells of the same money. */
class PurchaseSignalsTest {
  private static final UUID PURCHASES = new UUID(77, 7);

  private final LedgerFixture ledger = new LedgerFixture();
  private final List<LedgerPurchase> bought = new ArrayList<>();
  private final UUID card =
      ledger.account(AccountType.CREDIT, "credit card", "100", "1000", "USD", "4242", false);
  private final UUID checking = ledger.checking("1000");

  private void buys(int daysAgo, String amount, String merchant, @Nullable String mask) {
    buys(daysAgo, amount, "USD", merchant, mask);
  }

  private void buys(
      int daysAgo, String amount, String currency, String merchant, @Nullable String mask) {
    bought.add(
        new LedgerPurchase(
            ledger.transaction(
                PURCHASES,
                LedgerFixture.AS_OF.minusDays(daysAgo),
                null,
                amount,
                currency,
                TransactionCategory.SHOPPING,
                merchant,
                merchant),
            mask));
  }

  private void banks(UUID account, int daysAgo, String amount, String merchant) {
    ledger.row(account, daysAgo, amount, TransactionCategory.SHOPPING, merchant);
  }

  private LedgerView view() {
    LedgerSnapshot said = ledger.snapshot();
    return LedgerView.of(
        new LedgerSnapshot(
            said.accounts(),
            said.liabilities(),
            said.transactions(),
            bought,
            said.statedAgeBracket(),
            said.statedAnnualIncome()),
        ledger.asOf);
  }

  private String outflow() {
    return WindowTotals.of(view(), SignalWindow.DAYS_180).outflow().toPlainString();
  }

  @Test
  void whatNoBankTellsOfCounts() {
    banks(checking, 20, "-10.00", "Target");
    buys(20, "-25.50", "Amazon", null);
    buys(19, "-4.50", "Amazon", "9999");

    assertThat(outflow()).isEqualTo("40.00");
    assertThat(view().purchasesHeldByBanks()).isZero();
  }

  @Test
  void whatWasPaidWithACardThatIsHeldDoesNotCount() {
    banks(card, 18, "-25.50", "Amazon");
    buys(20, "-25.50", "Amazon", "4242");
    buys(3, "-8.00", "Amazon", "4242");

    assertThat(outflow()).isEqualTo("25.50");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(2);
  }

  @Test
  void aRowOfABankFromOneDayBeforeToFiveDaysAfterIsTheSame() {
    buys(20, "-1.00", "Amazon", null);
    banks(checking, 21, "-1.00", "Amazon");
    buys(20, "-2.00", "Amazon", null);
    banks(checking, 15, "-2.00", "Amazon");
    buys(20, "-4.00", "Amazon", null);
    banks(checking, 22, "-4.00", "Amazon");
    buys(20, "-8.00", "Amazon", null);
    banks(checking, 14, "-8.00", "Amazon");

    assertThat(outflow()).isEqualTo("27.00");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(2);
  }

  @Test
  void anotherAmountMerchantCurrencyOrSignIsNotTheSame() {
    banks(checking, 20, "-9.00", "Amazon");
    buys(20, "-9.01", "Amazon", null);
    buys(20, "-9.00", "Target", null);
    buys(20, "-9.00", "EUR", "Amazon", null);
    buys(20, "9.00", "Amazon", null);

    assertThat(outflow()).isEqualTo("27.01");
    assertThat(view().purchasesHeldByBanks()).isZero();
  }

  @Test
  void eachRowOfABankStandsForOnePurchase() {
    banks(checking, 20, "-9.00", "Amazon");
    banks(checking, 18, "-9.00", "Amazon");
    buys(20, "-9.00", "Amazon", null);
    buys(20, "-9.00", "Amazon", null);
    buys(19, "-9.00", "Amazon", null);

    assertThat(outflow()).isEqualTo("27.00");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(2);
  }

  @Test
  void theRowOfAHeldCardIsNotTakenForAnotherPurchase() {
    banks(card, 20, "-9.00", "Amazon");
    buys(21, "-9.00", "Amazon", null);
    buys(20, "-9.00", "Amazon", "4242");

    assertThat(outflow()).isEqualTo("18.00");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(1);
  }

  @Test
  void whatThePaymentToACardThatIsNotHeldCoversDoesNotCount() {
    ledger.row(checking, 10, "-300.00", TransactionCategory.CARD_PAYMENT, "Other Card");
    buys(55, "-20.00", "Amazon", "9999");
    buys(56, "-7.00", "Amazon", "9999");
    buys(9, "-5.00", "Amazon", "9999");

    assertThat(outflow()).isEqualTo("312.00");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(1);
  }

  @Test
  void aRowThatIsNotPostedYetTakesNothingAway() {
    banks(checking, -2, "-9.00", "Amazon");
    buys(0, "-9.00", "Amazon", null);
    buys(-1, "-50.00", "Amazon", null);

    assertThat(outflow()).isEqualTo("9.00");
    ledger.asOf = LedgerFixture.AS_OF.plusDays(2);
    assertThat(outflow()).isEqualTo("59.00");
    assertThat(view().purchasesHeldByBanks()).isEqualTo(1);
  }

  @Test
  void theOrderInWhichTheyAreReadDoesNotMatter() {
    banks(checking, 20, "-9.00", "Amazon");
    buys(20, "-9.00", "Amazon", null);
    buys(18, "-9.00", "Amazon", "4242");
    buys(21, "-9.00", "Amazon", "9999");
    var rows = view().rows();
    java.util.Collections.reverse(bought);

    assertThat(view().rows()).isEqualTo(rows);
    assertThat(outflow()).isEqualTo("18.00");
  }

  @Test
  void purchasesDecideTheCurrencyOnlyWhereThereIsNoBank() {
    banks(checking, 20, "-9.00", "Amazon");
    buys(20, "-1.00", "EUR", "Amazon", null);
    buys(19, "-2.00", "EUR", "Amazon", null);
    assertThat(view().currency()).isEqualTo("USD");

    var alone = new LedgerSnapshot(List.of(), List.of(), List.of(), bought, null, null);
    assertThat(LedgerView.of(alone, ledger.asOf).currency()).isEqualTo("EUR");
    assertThat(WindowTotals.of(LedgerView.of(alone, ledger.asOf), SignalWindow.DAYS_30).outflow())
        .isEqualByComparingTo("3.00");
  }
}
