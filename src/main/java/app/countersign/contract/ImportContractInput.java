package app.countersign.contract;

import app.countersign.money.MoneyInput;
import app.countersign.terms.LenderKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A contract as a caller sends it, by a mutation or in a line. */
record ImportContractInput(
    String contractId,
    String accountNumber,
    ContractType type,
    @Nullable LocalDate contractDate,
    @Nullable LocalDate effectiveDate,
    @Nullable LocalDate endDate,
    @Nullable Integer termMonths,
    @Nullable String customerName,
    @Nullable Vehicle vehicle,
    @Nullable MoneyInput price,
    @Nullable String jurisdiction,
    @Nullable LoanInput loan,
    @Nullable Integer odometerAtSale,
    @Nullable Integer mileageLimit,
    @Nullable String objectKey,
    @Nullable String text,
    @Nullable TextStatus textStatus,
    @Nullable Instant textExtractedAt,
    @Nullable String idempotencyKey) {

  /** A loan as a caller sends it. */
  record LoanInput(
      MoneyInput amount,
      BigDecimal annualRatePct,
      @Nullable MoneyInput payment,
      @Nullable LenderKind lender) {

    private ContractLoan loan() {
      return new ContractLoan(
          amount.money(), annualRatePct, payment == null ? null : payment.money(), lender);
    }
  }

  /** The same in the desk's own terms. */
  ImportedContract contract() {
    return new ImportedContract(
        contractId,
        accountNumber,
        type,
        contractDate,
        effectiveDate,
        endDate,
        termMonths,
        customerName,
        vehicle,
        price == null ? null : price.money(),
        jurisdiction,
        loan == null ? null : loan.loan(),
        odometerAtSale,
        mileageLimit,
        objectKey,
        text,
        textStatus,
        textExtractedAt);
  }
}
