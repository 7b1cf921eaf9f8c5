package app.countersign.quote;

import app.countersign.money.Money;
import app.countersign.refund.CancellationReason;
import app.countersign.refund.RefundComparison;
import app.countersign.refund.RefundComputation;
import app.countersign.refund.RefundPayee;
import app.countersign.refund.RefundUnknown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund quote as it was given.
 *
 * @param isStale whether the contract has got a newer text or newer submitted terms since its terms
 *     were read
 */
public record StoredQuote(
    UUID id,
    String contractId,
    UUID extractionId,
    LocalDate cancelledOn,
    LocalDate asOf,
    CancellationReason reason,
    QuoteAnswer answer,
    boolean isStale,
    Instant quotedAt,
    UUID quotedBy) {

  /** The subject type of everything that happens to a quote. */
  public static final String SUBJECT = "RefundQuote";

  /** What is to be paid; null where no figure can be given. */
  public @Nullable Money amount() {
    return answer.amount();
  }

  public @Nullable Money gross() {
    return answer.gross();
  }

  public @Nullable Money fee() {
    return answer.fee();
  }

  public @Nullable RefundComputation computation() {
    return answer.computation();
  }

  public List<QuoteAnswer.Step> steps() {
    return answer.steps();
  }

  public List<RefundUnknown> unknowns() {
    return answer.unknowns();
  }

  public List<RefundPayee> payees() {
    return answer.payees();
  }

  public List<QuoteAnswer.RuleOutcome> rules() {
    return answer.rules();
  }

  public @Nullable Money amountIfUnverifiedHeld() {
    return answer.amountIfUnverifiedHeld();
  }

  public List<RefundComparison.Row> comparison() {
    return answer.comparison();
  }

  public LocalDate lawAsOf() {
    return answer.lawAsOf();
  }

  public String lawVersion() {
    return answer.lawVersion();
  }
}
