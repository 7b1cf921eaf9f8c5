package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundRequest.Event;
import app.countersign.refund.RefundTerms.Conventions;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.LenderKind;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deal of the worked figures, to be varied: 900.00 over 60 months from 2024-03-15. */
final class Deal {
  static final LocalDate EFFECTIVE = LocalDate.of(2024, 3, 15);
  static final LocalDate CANCELLED = LocalDate.of(2026, 8, 27);
  static final LocalDate TODAY = LocalDate.of(2035, 1, 1);
  static final Conventions SILENT = Conventions.SILENT;

  Money price = usd("900.00");
  LocalDate effectiveOn = EFFECTIVE;
  @Nullable LocalDate issuedOn;
  @Nullable LocalDate endsOn;
  int termMonths = 60;
  ProductKind product = ProductKind.GAP;
  RefundMethod method = RefundMethod.PRO_RATA_DAILY;
  @Nullable String words;
  @Nullable CancellationFee fee = new CancellationFee.Fixed(usd("50.00"));
  @Nullable String jurisdiction;
  RefundTerms.@Nullable Loan loan;
  RefundTerms.@Nullable Mileage mileage;
  Conventions conventions = SILENT;
  @Nullable ZoneId zone;

  @Nullable LocalDate cancelledOn = CANCELLED;
  List<Event> events = List.of();
  LocalDate asOf = TODAY;
  CancellationReason reason = CancellationReason.CUSTOMER_REQUEST;
  @Nullable Integer odometer;
  @Nullable Money claimsPaid;
  boolean claimOpen;
  @Nullable Money balance;
  @Nullable LenderKind lender;
  RefundLaw law = RefundLaw.NONE;

  static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }

  static CancellationFee fixed(String amount) {
    return new CancellationFee.Fixed(usd(amount));
  }

  static RefundTerms.Loan worked() {
    return new RefundTerms.Loan(usd("30000.00"), new BigDecimal("7.20"), null, null);
  }

  RefundTerms terms() {
    return new RefundTerms(
        price,
        effectiveOn,
        issuedOn,
        endsOn,
        termMonths,
        product,
        method,
        words,
        fee,
        jurisdiction,
        loan,
        mileage,
        conventions,
        zone);
  }

  RefundRequest request() {
    return new RefundRequest(
        cancelledOn, events, asOf, reason, odometer, claimsPaid, claimOpen, balance, lender);
  }

  RefundQuote quote() {
    return RefundEngine.quote(terms(), request(), law);
  }

  /** The amount without its currency; null where there is none. */
  @Nullable String amount() {
    Money amount = quote().amount();
    return amount == null ? null : amount.amount().toPlainString();
  }

  RefundStep step(RefundStep.Kind kind) {
    return quote().steps().stream()
        .filter(step -> step.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no step " + kind + " in " + quote().steps()));
  }

  List<RefundUnknown.Code> unknowns() {
    return quote().unknowns().stream().map(RefundUnknown::code).toList();
  }

  RuleConsidered rule(String id) {
    return quote().rules().stream()
        .filter(considered -> considered.rule().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule " + id));
  }

  /** The gross refund by a computation, as it would be paid without fee. */
  @Nullable String by(RefundComputation computation) {
    RefundCase refundCase = RefundCase.of(terms(), request());
    return switch (UnearnedShare.of(computation, refundCase.elapsed(), loan)) {
      case Unearned.NoFigure missing -> null;
      case Unearned.Share share ->
          refundCase
              .price()
              .times(share.share())
              .toMoney(price.currency())
              .amount()
              .toPlainString();
    };
  }
}
