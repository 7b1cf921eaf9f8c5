package app.countersign.extraction;

import app.countersign.money.MoneyInput;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Submitting an extraction; the schema says what each field means. */
public record SubmitExtractionInput(
    UUID extractionId,
    @Nullable List<CorrectionInput> corrections,
    @Nullable String notes,
    @Nullable Integer expectedVersion,
    @Nullable String idempotencyKey) {

  /** What a term really is. */
  public record CorrectionInput(CorrectedTermInput term, @Nullable String reason) {}

  /** One term with its right value; exactly one is there. */
  public record CorrectedTermInput(
      @Nullable MoneyInput premium,
      @Nullable RefundMethod refundMethod,
      @Nullable CancellationFeeInput cancellationFee,
      @Nullable TermName absent) {

    TermName name() {
      if (absent != null) {
        return absent;
      }
      if (premium != null) {
        return TermName.PREMIUM;
      }
      return refundMethod != null ? TermName.REFUND_METHOD : TermName.CANCELLATION_FEE;
    }
  }

  /** A fee; exactly one is there. */
  public record CancellationFeeInput(
      @Nullable MoneyInput fixed, @Nullable PercentageFeeInput percentage) {}

  /** A fee that is a share. */
  public record PercentageFeeInput(
      BigDecimal percent, CancellationFee.@Nullable Base base, @Nullable MoneyInput cap) {}
}
