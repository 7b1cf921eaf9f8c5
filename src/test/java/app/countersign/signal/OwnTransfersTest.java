package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwnTransfersTest {
  private final LedgerFixture ledger = new LedgerFixture();
  private final UUID checking = ledger.checking("0.00");
  private final UUID savings = ledger.savings("0.00");

  @ParameterizedTest
  @CsvSource({
    "10, 10, true",
    "10, 7, true",
    "10, 6, false",
    "7, 10, true",
    "6, 10, false",
    "10, 9, true"
  })
  void theHalvesMayBeThreeDaysApartInEitherOrder(int out, int in, boolean isTransfer) {
    ledger.row(checking, out, "-500.00", TransactionCategory.OTHER);
    ledger.row(savings, in, "500.00", TransactionCategory.OTHER);

    var expected = isTransfer ? Movement.OWN_TRANSFER : Movement.ORDINARY;
    assertThat(movements()).containsExactly(expected, expected);
  }

  @ParameterizedTest
  @CsvSource({"500.00, true", "500, true", "500.01, false", "-500.00, false"})
  void theHalvesHaveOneAmountAndOppositeSigns(String amount, boolean isTransfer) {
    ledger.row(checking, 3, "-500.00", TransactionCategory.OTHER);
    ledger.row(savings, 3, amount, TransactionCategory.OTHER);

    assertThat(movements().contains(Movement.OWN_TRANSFER)).isEqualTo(isTransfer);
  }

  @Test
  void theHalvesLieOnTwoAccounts() {
    ledger.row(checking, 3, "-500.00", TransactionCategory.OTHER);
    ledger.row(checking, 3, "500.00", TransactionCategory.OTHER);

    assertThat(movements()).containsOnly(Movement.ORDINARY);
  }

  @Test
  void aRowIsUsedOnce() {
    ledger.row(checking, 3, "-500.00", TransactionCategory.OTHER);
    ledger.row(checking, 3, "-500.00", TransactionCategory.OTHER);
    ledger.row(savings, 3, "500.00", TransactionCategory.OTHER);

    assertThat(movements())
        .containsExactlyInAnyOrder(Movement.OWN_TRANSFER, Movement.OWN_TRANSFER, Movement.ORDINARY);
  }

  @Test
  void theNearestHalvesAreJoinedFirst() {
    ledger.row(checking, 5, "-500.00", TransactionCategory.OTHER);
    ledger.row(checking, 2, "-500.00", TransactionCategory.OTHER);
    ledger.row(savings, 2, "500.00", TransactionCategory.OTHER);

    assertThat(movements())
        .containsExactly(Movement.ORDINARY, Movement.OWN_TRANSFER, Movement.OWN_TRANSFER);
  }

  @Test
  void aPairIsFoundWhateverTheTextSays() {
    ledger.row(checking, 3, "-500.00", TransactionCategory.PERSON_TRANSFER);
    ledger.row(savings, 2, "500.00", TransactionCategory.CASH);

    assertThat(movements()).containsOnly(Movement.OWN_TRANSFER);
  }

  @Test
  void withoutAPairTheTextDecidesAndPeopleAreNotOwn() {
    ledger.row(checking, 9, "-500.00", TransactionCategory.OWN_TRANSFER);
    ledger.row(checking, 3, "-70.00", TransactionCategory.PERSON_TRANSFER);

    assertThat(movements()).containsExactly(Movement.OWN_TRANSFER, Movement.ORDINARY);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransactionCategory.class,
      names = {"PAYROLL", "BENEFITS", "REFUND"})
  void aSalaryIsNoHalfOfARentOfTheSameAmount(TransactionCategory category) {
    ledger.row(checking, 3, "1500.00", category);
    ledger.row(savings, 3, "-1500.00", TransactionCategory.OTHER);

    assertThat(movements()).containsOnly(Movement.ORDINARY);
  }

  @Test
  void aPurchaseThroughAPaymentServiceIsAPurchase() {
    ledger.row(checking, 3, "-12.00", TransactionCategory.OTHER, "Starbucks");
    ledger.row(savings, 3, "12.00", TransactionCategory.OTHER);

    assertThat(movements()).containsOnly(Movement.ORDINARY);
  }

  @Test
  void aPaymentToAnOwnLoanStaysAnExpense() {
    var loan = ledger.account(AccountType.LOAN, "auto", "9000.00", null, "USD");
    ledger.row(checking, 3, "-400.00", TransactionCategory.OTHER);
    ledger.row(loan, 3, "400.00", TransactionCategory.OTHER);

    assertThat(movements()).containsOnly(Movement.ORDINARY);
  }

  @Test
  void aHalfThatIsPostedLaterIsNotSeenYet() {
    ledger.row(checking, 0, "-400.00", TransactionCategory.OTHER);
    ledger.row(savings, -1, "400.00", TransactionCategory.OTHER);

    assertThat(movements()).containsExactly(Movement.ORDINARY);
  }

  private List<Movement> movements() {
    return LedgerView.of(ledger.snapshot(), ledger.asOf).rows().stream()
        .map(LedgerRow::movement)
        .toList();
  }
}
