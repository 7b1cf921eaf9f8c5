package app.countersign.extraction;

import app.countersign.document.Source;
import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The three terms as the schema shows them: what holds, beside how it was found. */
final class ExtractionTerms {
  private ExtractionTerms() {}

  /** How sure the reader was, and where it found the term. */
  record TermEvidence(BigDecimal confidence, @Nullable Source source, @Nullable String note) {
    static TermEvidence of(Term<?> term) {
      return new TermEvidence(term.confidence(), term.source(), term.note());
    }
  }

  /** The price. */
  record PremiumTerm(@Nullable Money value, TermEvidence evidence, boolean isCorrected) {}

  /** The method; its words are those of the text, and gone when a person says otherwise. */
  record RefundMethodTerm(
      @Nullable RefundMethod value,
      @Nullable String words,
      TermEvidence evidence,
      boolean isCorrected) {}

  /** The fee. */
  record CancellationFeeTerm(
      @Nullable CancellationFee value, TermEvidence evidence, boolean isCorrected) {}

  static PremiumTerm premium(Extraction extraction) {
    return new PremiumTerm(
        extraction.premium(),
        TermEvidence.of(extraction.reading().premium()),
        extraction.correctedTerms().contains(TermName.PREMIUM));
  }

  static RefundMethodTerm refundMethod(Extraction extraction) {
    boolean isCorrected = extraction.correctedTerms().contains(TermName.REFUND_METHOD);
    return new RefundMethodTerm(
        extraction.refundMethod(),
        isCorrected ? null : extraction.reading().refundMethod().words(),
        TermEvidence.of(extraction.reading().refundMethod()),
        isCorrected);
  }

  static CancellationFeeTerm cancellationFee(Extraction extraction) {
    return new CancellationFeeTerm(
        extraction.cancellationFee(),
        TermEvidence.of(extraction.reading().cancellationFee()),
        extraction.correctedTerms().contains(TermName.CANCELLATION_FEE));
  }
}
