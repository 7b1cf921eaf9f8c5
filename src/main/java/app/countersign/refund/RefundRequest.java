package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.terms.LenderKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An end of a contract to compute a refund for.
 *
 * @param cancelledOn the day of cancellation as the caller gives it; null where events say it
 * @param events what happened; the earliest of these and of {@code cancelledOn} counts
 * @param asOf today; nothing may lie after it
 * @param odometer the reading at the end; null where it is not known
 * @param claimsPaid claims or benefits paid so far; null where none is known
 * @param claimOpen whether a claim is still to be decided
 * @param lienBalance what is still owed to the lienholder; null where it is not known
 * @param lender null where it is not known what the lender is
 */
public record RefundRequest(
    @Nullable LocalDate cancelledOn,
    List<Event> events,
    LocalDate asOf,
    CancellationReason reason,
    @Nullable Integer odometer,
    @Nullable Money claimsPaid,
    boolean claimOpen,
    @Nullable Money lienBalance,
    @Nullable LenderKind lender) {

  /** Keeps its own copy of the events. */
  public RefundRequest {
    events = List.copyOf(events);
  }

  /** A request with a day and a reason and nothing else known. */
  public static RefundRequest of(LocalDate cancelledOn, CancellationReason reason, LocalDate asOf) {
    return new RefundRequest(cancelledOn, List.of(), asOf, reason, null, null, false, null, null);
  }

  boolean isBenefitPaid() {
    return claimsPaid != null && claimsPaid.amount().signum() > 0;
  }

  boolean isClaimMade() {
    return claimOpen || isBenefitPaid();
  }

  boolean isClaimDenied() {
    return !isBenefitPaid()
        && !claimOpen
        && events.stream().anyMatch(event -> event.kind() == EventKind.DENIAL);
  }

  /**
   * Something that ends a contract, on a day or at a time; exactly one of the two is given.
   *
   * @param on the day
   * @param at the time, turned to a day in the contract's own zone
   */
  public record Event(EventKind kind, @Nullable LocalDate on, @Nullable Instant at) {

    /** An event on a day. */
    public static Event on(EventKind kind, LocalDate day) {
      return new Event(kind, day, null);
    }
  }

  /** The events whose earliest is the day of cancellation (Texas Fin. Code 354.007(a)). */
  public enum EventKind {
    /** The loan was paid in full. */
    PAYOFF,
    /** The holder demanded the whole balance. */
    ACCELERATION,
    /** The customer asked for cancellation. */
    REQUEST,
    /** A claim was denied in full. */
    DENIAL
  }
}
