package app.countersign.refund;

import app.countersign.refund.RefundRequest.Event;
import app.countersign.refund.RefundRequest.EventKind;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Terms and request, checked, with the day that counts.
 *
 * @param event the event that gave the day; null where the caller gave it
 */
record RefundCase(
    RefundTerms terms,
    RefundRequest request,
    LocalDate cancelledOn,
    @Nullable EventKind event,
    ElapsedTerm elapsed) {

  /**
   * @throws InvalidRefundInput for what no refund can be computed from
   */
  static RefundCase of(RefundTerms terms, RefundRequest request) {
    RefundInput.check(terms, request);
    LocalDate earliest = request.cancelledOn();
    EventKind kind = null;
    for (Event event : request.events()) {
      LocalDate day = RefundInput.dayOf(event, terms);
      if (earliest == null || day.isBefore(earliest)) {
        earliest = day;
        kind = event.kind();
      }
    }
    if (earliest == null) {
      throw new InvalidRefundInput("request.cancelledOn", "a day or an event is needed");
    }
    return on(earliest, kind, terms, request);
  }

  private static RefundCase on(
      LocalDate day, @Nullable EventKind event, RefundTerms terms, RefundRequest request) {
    return new RefundCase(terms, request, day, event, ElapsedTerm.on(day, terms));
  }

  String currency() {
    return terms.price().currency();
  }

  Fraction price() {
    return Fraction.of(terms.price());
  }

  long daysInForce() {
    return ChronoUnit.DAYS.between(terms.effectiveOn(), cancelledOn);
  }
}
