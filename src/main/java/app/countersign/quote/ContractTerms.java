package app.countersign.quote;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractLoan;
import app.countersign.extraction.Extraction;
import app.countersign.extraction.TermName;
import app.countersign.money.Money;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.refund.ProductKind;
import app.countersign.refund.RefundTerms;
import app.countersign.terms.RefundMethod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A contract's submitted terms in the form that the computation takes. */
final class ContractTerms {
  private static final int LONGEST_TERM = 600;

  private ContractTerms() {}

  /**
   * The terms.
   *
   * @throws RefusedException TERMS_MISSING, saying which
   */
  static RefundTerms of(Contract contract, @Nullable Extraction submitted) {
    if (submitted == null) {
      throw missing("No extraction of the contract was submitted yet.");
    }
    Money price = submitted.premium();
    if (price == null) {
      throw missing("The submitted terms hold no price.");
    }
    LocalDate effectiveOn = contract.effectiveDate();
    if (effectiveOn == null) {
      throw missing("The first day of cover is not known.");
    }
    RefundMethod method = submitted.refundMethod();
    return new RefundTerms(
        price,
        effectiveOn,
        contract.contractDate(),
        contract.endDate(),
        months(contract, effectiveOn),
        ProductKind.ofContractType(contract.type().name()),
        method == null ? RefundMethod.UNKNOWN : method,
        words(submitted),
        submitted.cancellationFee(),
        contract.jurisdiction(),
        loan(contract.loan()),
        mileage(contract),
        RefundTerms.Conventions.SILENT,
        null);
  }

  private static int months(Contract contract, LocalDate effectiveOn) {
    if (contract.termMonths() != null) {
      return contract.termMonths();
    }
    if (contract.endDate() == null) {
      throw missing("Neither the months of the term nor its last day are known.");
    }
    long months = ChronoUnit.MONTHS.between(effectiveOn, contract.endDate().plusDays(1));
    return Math.toIntExact(Math.clamp(months, 1, LONGEST_TERM));
  }

  private static @Nullable String words(Extraction submitted) {
    return submitted.correctedTerms().contains(TermName.REFUND_METHOD)
        ? null
        : submitted.reading().refundMethod().words();
  }

  private static RefundTerms.@Nullable Loan loan(@Nullable ContractLoan loan) {
    return loan == null
        ? null
        : new RefundTerms.Loan(loan.amount(), loan.annualRatePct(), loan.payment(), null);
  }

  private static RefundTerms.@Nullable Mileage mileage(Contract contract) {
    return contract.mileageLimit() == null
        ? null
        : new RefundTerms.Mileage(contract.odometerAtSale(), contract.mileageLimit());
  }

  private static RefusedException missing(String message) {
    return RefusedException.of(UserErrorCode.TERMS_MISSING, message, "input", "contractId");
  }
}
