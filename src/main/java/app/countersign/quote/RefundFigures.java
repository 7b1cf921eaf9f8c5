package app.countersign.quote;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.extraction.Extraction;
import app.countersign.extraction.ExtractionRepository;
import app.countersign.money.Money;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.refund.CancellationReason;
import app.countersign.refund.InvalidRefundInput;
import app.countersign.refund.RefundComparison;
import app.countersign.refund.RefundComputation;
import app.countersign.refund.RefundEngine;
import app.countersign.refund.RefundLaw;
import app.countersign.refund.RefundRequest;
import app.countersign.refund.RefundSchedule;
import app.countersign.refund.RefundTerms;
import app.countersign.terms.RefundMethod;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Figures for the analyst: computed when asked for, nothing is stored. */
@Singleton
class RefundFigures {
  private final ContractRepository contracts;
  private final ExtractionRepository extractions;
  private final RefundLaw law;

  RefundFigures(ContractRepository contracts, ExtractionRepository extractions, RefundLaw law) {
    this.contracts = contracts;
    this.extractions = extractions;
    this.law = law;
  }

  /** All methods of one contract and day. */
  record Comparison(
      String contractId,
      LocalDate cancelledOn,
      Money price,
      @Nullable RefundMethod contractMethod,
      List<RefundComparison.Row> rows) {}

  /** The refund at each whole month. */
  record Schedule(String contractId, List<RefundSchedule.Series> series) {}

  /**
   * Every method side by side; null when there is no such contract.
   *
   * @throws RequestError BAD_REQUEST when the terms are missing or the day does not fit
   */
  @Nullable Comparison compare(String contractId, LocalDate day, @Nullable Integer odometer) {
    Contract contract = contracts.find(contractId);
    if (contract == null) {
      return null;
    }
    Extraction submitted = extractions.lastSubmitted(contractId);
    return answered(
        () -> {
          RefundTerms terms = ContractTerms.of(contract, submitted);
          RefundRequest request =
              new RefundRequest(
                  day,
                  List.of(),
                  day,
                  CancellationReason.CUSTOMER_REQUEST,
                  odometer,
                  null,
                  false,
                  null,
                  contract.loan() == null ? null : contract.loan().lender());
          RefundComparison comparison = RefundEngine.compare(terms, request, law);
          return new Comparison(
              contractId,
              comparison.cancelledOn(),
              terms.price(),
              Objects.requireNonNull(submitted).refundMethod(),
              comparison.rows());
        });
  }

  /**
   * The contract's own method and others, month by month; null when there is no such contract.
   *
   * @throws RequestError BAD_REQUEST when the terms are missing
   */
  @Nullable Schedule schedule(String contractId, List<RefundComputation.Formula> others) {
    Contract contract = contracts.find(contractId);
    if (contract == null) {
      return null;
    }
    Extraction submitted = extractions.lastSubmitted(contractId);
    return answered(
        () ->
            new Schedule(
                contractId,
                RefundSchedule.of(
                        ContractTerms.of(contract, submitted),
                        others.stream().distinct().map(RefundFigures::computation).toList())
                    .series()));
  }

  private static RefundComputation computation(RefundComputation.Formula formula) {
    return formula == RefundComputation.Formula.SHORT_RATE
        ? RefundComputation.usualShortRate()
        : RefundComputation.of(formula);
  }

  /** A query has no form to mend: what does not fit is a bad request in one sentence. */
  private static <T> T answered(Supplier<T> computed) {
    try {
      return computed.get();
    } catch (RefusedException refusal) {
      throw RequestError.badRequest(refusal.errors().getFirst().message());
    } catch (InvalidRefundInput invalid) {
      throw RequestError.badRequest(
          Objects.requireNonNullElse(invalid.getMessage(), "No refund can be computed from this."));
    }
  }
}
