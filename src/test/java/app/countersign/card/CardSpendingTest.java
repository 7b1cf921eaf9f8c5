package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CardSpendingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final MerchantRules RULES = MerchantRules.bundled();

  private final CardSpending spending = new CardSpending(RULES, "USD");

  private static LedgerTransaction row(
      LocalDate day, String amount, String description, TransactionCategory category) {
    return new LedgerTransaction(
        UUID.randomUUID(),
        new UUID(0, 1),
        day,
        null,
        new BigDecimal(amount),
        "USD",
        description,
        description,
        category,
        0);
  }

  private static CardPayment paid(LocalDate day, String amount) {
    return new CardPayment(
        day, "Whole Foods", TransactionCategory.GROCERIES, new BigDecimal(amount));
  }

  private String sum(List<LedgerTransaction> rows, List<CardPayment> payments) {
    return spending.of(rows, payments).stream()
        .filter(one -> one.category() == TransactionCategory.GROCERIES)
        .map(Spent::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toPlainString();
  }

  @Test
  void aPurchaseThatTheBankHasToIsCountedOnce() {
    List<LedgerTransaction> rows =
        List.of(row(DAY.plusDays(2), "-50.00", "Whole Foods", TransactionCategory.GROCERIES));

    assertThat(sum(rows, List.of(paid(DAY, "50.00")))).isEqualTo("50.00");
  }

  @Test
  void oneRowStandsForOnePurchase() {
    List<LedgerTransaction> rows =
        List.of(row(DAY, "-50.00", "Whole Foods", TransactionCategory.GROCERIES));

    assertThat(sum(rows, List.of(paid(DAY, "50.00"), paid(DAY, "50.00")))).isEqualTo("100.00");
  }

  @Test
  void aPurchaseNotPostedYetCounts() {
    List<LedgerTransaction> rows =
        List.of(
            row(DAY.minusDays(30), "-20.00", "Aldi", TransactionCategory.GROCERIES),
            row(DAY.minusDays(1), "-8.00", "Starbucks", TransactionCategory.COFFEE));

    assertThat(sum(rows, List.of(paid(DAY, "50.00")))).isEqualTo("70.00");
  }

  @Test
  void forDaysTheBankCoversItsRowsAreTheTruth() {
    List<LedgerTransaction> rows =
        List.of(
            row(DAY.minusDays(20), "-30.00", "Whole Foods", TransactionCategory.GROCERIES),
            row(DAY.minusDays(19), "-20.00", "Whole Foods", TransactionCategory.GROCERIES),
            row(DAY, "-8.00", "Starbucks", TransactionCategory.COFFEE));

    // One order that was charged in two parts.
    assertThat(sum(rows, List.of(paid(DAY.minusDays(20), "50.00")))).isEqualTo("50.00");
  }

  @Test
  void aPurchaseBeforeTheFirstRowCounts() {
    List<LedgerTransaction> rows =
        List.of(row(DAY, "-8.00", "Starbucks", TransactionCategory.COFFEE));

    assertThat(sum(rows, List.of(paid(DAY.minusDays(40), "50.00")))).isEqualTo("50.00");
  }

  @Test
  void withoutAnAccountThePurchasesAreAllThereIs() {
    assertThat(sum(List.of(), List.of(paid(DAY, "50.00"), paid(DAY, "0.01")))).isEqualTo("50.01");
  }

  @Test
  void aRefundCountsAgainstTheCategoryItWasPaidIn() {
    List<LedgerTransaction> rows =
        List.of(
            row(DAY, "-50.00", "WHOLE FOODS", TransactionCategory.GROCERIES),
            row(DAY, "12.50", "WHOLE FOODS", TransactionCategory.REFUND));

    assertThat(sum(rows, List.of())).isEqualTo("37.50");
  }

  @Test
  void paymentsOfTheCardAndOtherCurrenciesAreNoSpending() {
    LedgerTransaction euros =
        new LedgerTransaction(
            UUID.randomUUID(),
            new UUID(0, 1),
            DAY,
            null,
            new BigDecimal("-9"),
            "EUR",
            "Aldi",
            "Aldi",
            TransactionCategory.GROCERIES,
            1);
    List<LedgerTransaction> rows =
        List.of(row(DAY, "500.00", "PAYMENT THANK YOU", TransactionCategory.CARD_PAYMENT), euros);

    assertThat(spending.of(rows, List.of())).isEmpty();
  }
}
