package app.countersign.quote;

import app.countersign.money.MoneyInput;
import app.countersign.refund.CancellationReason;
import app.countersign.refund.RefundRequest;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asking what comes back; the schema says what each field means. */
public record QuoteRefundInput(
    String contractId,
    @Nullable LocalDate cancelledOn,
    @Nullable List<EventInput> events,
    CancellationReason reason,
    @Nullable LocalDate asOf,
    @Nullable Integer odometer,
    @Nullable MoneyInput claimsPaid,
    @Nullable Boolean hasOpenClaim,
    @Nullable MoneyInput lienholderBalance,
    @Nullable String idempotencyKey) {

  /** Something that can end a contract, and when. */
  public record EventInput(RefundRequest.EventKind kind, LocalDate on) {
    RefundRequest.Event event() {
      return RefundRequest.Event.on(kind, on);
    }
  }
}
