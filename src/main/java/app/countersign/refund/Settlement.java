package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.Trail.Authority;
import org.jspecify.annotations.Nullable;

/**
 * What terms, request and one set of rules come to. What settles a refund without a formula comes
 * first (undone, never in force, over, lost, free look); then the unearned part, the fee, claims,
 * small sums, and rounding once.
 */
final class Settlement {
  private static final int LONGEST_KNOWN_FREE_LOOK = 60;

  private final RefundCase refundCase;
  private final RuleSet rules;
  private final Trail trail;

  private Settlement(RefundCase refundCase, RuleSet rules) {
    this.refundCase = refundCase;
    this.rules = rules;
    this.trail = new Trail(refundCase.currency());
  }

  static Settled of(RefundCase refundCase, RuleSet rules) {
    Settlement settlement = new Settlement(refundCase, rules);
    settlement.sayDay();
    settlement.listLawWithoutAmount();
    Result result = settlement.settle();
    return new Settled(result, settlement.trail);
  }

  private Result settle() {
    Result early = settledByTime();
    if (early == null) {
      early = settledByLoss();
    }
    if (early == null) {
      early = settledByFreeLook();
    }
    return early != null ? early : new ComputedRefund(refundCase, rules, trail).settle();
  }

  private void sayDay() {
    Authority authority = Authority.REQUEST;
    for (var ruled : rules.with(RuleEffect.EarliestEvent.class)) {
      trail.apply(ruled.rule(), "The earliest of the events given is the day that counts.");
      if (refundCase.event() != null) {
        authority = Authority.of(ruled.rule());
      }
    }
    String because =
        refundCase.event() == null
            ? "the day of cancellation as given"
            : "the earliest event, " + refundCase.event();
    trail.say(
        Kind.CANCELLATION_DATE, authority, refundCase.cancelledOn() + " counts: " + because + ".");
  }

  private void listLawWithoutAmount() {
    for (var ruled : rules.with(RuleEffect.Deadline.class)) {
      trail.apply(ruled.rule(), ruled.rule().note());
    }
    for (var ruled : rules.with(RuleEffect.Notice.class)) {
      trail.apply(ruled.rule(), ruled.rule().note());
    }
  }

  private @Nullable Result settledByTime() {
    RefundTerms terms = refundCase.terms();
    if (refundCase.request().reason() == CancellationReason.UNWIND) {
      if (refundCase.request().isBenefitPaid()) {
        trail.unknown(
            Code.BENEFIT_ON_UNWIND,
            "A benefit was paid on a contract that is undone; whether it is returned is not"
                + " known.");
      }
      return fullPrice(
          Kind.UNWIND, Authority.DEFAULT, "The deal was undone, as if never sold: full price.");
    }
    if (refundCase.cancelledOn().isBefore(terms.effectiveOn())) {
      return fullPrice(
          Kind.NEVER_IN_FORCE,
          Authority.DEFAULT,
          "Cancelled before " + terms.effectiveOn() + ", never in force: full price, no fee.");
    }
    if (refundCase.cancelledOn().isAfter(terms.termEnd())) {
      return nothing(
          Kind.AFTER_END,
          Authority.CONTRACT,
          "The term ended on " + terms.termEnd() + ": everything is earned.");
    }
    return null;
  }

  private @Nullable Result settledByLoss() {
    RefundRequest request = refundCase.request();
    if (!request.reason().isLossOfVehicle()) {
      return null;
    }
    if (request.isClaimDenied()) {
      trail.unknown(
          Code.LOSS_DENIED,
          "The claim was denied in full, so no benefit was paid and the refund is computed;"
              + " whether the denial stands is not known.");
      return null;
    }
    if (refundCase.terms().product().isGap()) {
      return nothing(
          Kind.LOSS,
          Authority.DEFAULT,
          "A total loss or theft uses up the GAP contract: its benefit takes the refund's place.");
    }
    return settledByLossOfOther(request);
  }

  private @Nullable Result settledByLossOfOther(RefundRequest request) {
    boolean isDeducted =
        refundCase.terms().conventions().claimsDeducted()
            || rules.has(RuleEffect.ClaimsDeducted.class);
    if (!isDeducted) {
      trail.unknown(
          Code.LOSS_UNVERIFIED,
          "After a loss of the vehicle usually nothing comes back; neither the contract nor a"
              + " verified rule says so.");
      return nothing(
          Kind.LOSS, Authority.DEFAULT, "The vehicle was lost: nothing comes back (unverified).");
    }
    if (request.claimsPaid() == null || request.claimOpen()) {
      trail.unknown(
          Code.CLAIMS_UNKNOWN,
          "Benefits paid for the loss are deducted, but how much was paid is not known.");
      return noFigure("What was paid for the loss has to be known first.");
    }
    return null;
  }

  private @Nullable Result settledByFreeLook() {
    FreeLookWindow window = FreeLookWindow.of(refundCase, rules);
    if (window == null) {
      sayWhetherFreeLookIsKnown();
      return null;
    }
    if (window.rule() != null) {
      trail.apply(window.rule(), "Its free look of " + window.days() + " days holds.");
    }
    if (refundCase.request().isBenefitPaid()) {
      trail.say(
          Kind.FREE_LOOK,
          window.authority(),
          window.words() + ", but a benefit was paid: the free look is closed.");
      return null;
    }
    if (refundCase.request().claimOpen()) {
      trail.unknown(
          Code.FREE_LOOK_CLAIM_OPEN,
          "A claim is open: if a benefit is paid the free look is closed, else the full price"
              + " comes back.");
      return noFigure(window.words() + ", but a claim is open.");
    }
    return inFreeLook(window);
  }

  private void sayWhetherFreeLookIsKnown() {
    boolean isKnown =
        refundCase.terms().conventions().freeLookDays() != null
            || rules.has(RuleEffect.FreeLook.class);
    if (!isKnown && refundCase.daysInForce() <= LONGEST_KNOWN_FREE_LOOK) {
      trail.unknown(
          Code.FREE_LOOK_UNKNOWN,
          "Neither the contract nor a verified rule gives a free look; one may still run on day "
              + refundCase.daysInForce()
              + ".");
    }
  }

  private Result inFreeLook(FreeLookWindow window) {
    Fraction price = refundCase.price();
    trail.running(
        Kind.FREE_LOOK,
        window.authority(),
        price,
        window.words() + " and no benefit was paid: full price.");
    if (!refundCase.terms().conventions().feeInFreeLook()) {
      return fixed(price, Fraction.ZERO);
    }
    var allowed = rules.with(RuleEffect.FreeLookFee.class);
    if (allowed.isEmpty()) {
      trail.own(
          Kind.FEE,
          Authority.DEFAULT,
          Fraction.ZERO,
          "The contract asks for a fee in the free look; no verified rule allows one.");
      return fixed(price, Fraction.ZERO);
    }
    return lessFee(allowed.getFirst());
  }

  private Result lessFee(RuleSet.Ruled<RuleEffect.FreeLookFee> allowed) {
    Fraction price = refundCase.price();
    Fraction fee =
        CancellationCharge.of(refundCase, price).min(Fraction.of(allowed.effect().atMost()));
    Fraction net = price.minus(fee).max(Fraction.ZERO);
    Authority law = Authority.of(allowed.rule());
    trail.apply(allowed.rule(), "It allows a fee in the free look.");
    trail.own(Kind.FEE, law, fee, "The law allows a fee in the free look.");
    trail.running(Kind.NET, law, net, "Full price less the fee.");
    return fixed(net, fee);
  }

  private Result fullPrice(Kind kind, Authority authority, String text) {
    trail.running(kind, authority, refundCase.price(), text);
    return fixed(refundCase.price(), Fraction.ZERO);
  }

  private Result nothing(Kind kind, Authority authority, String text) {
    trail.running(kind, authority, Fraction.ZERO, text);
    return new Result(
        Fraction.ZERO.toMoney(refundCase.currency()),
        Fraction.ZERO,
        Fraction.ZERO,
        Fraction.ZERO,
        null);
  }

  private Result noFigure(String text) {
    trail.say(Kind.NO_FIGURE, Authority.DEFAULT, text);
    return Result.NONE;
  }

  private Result fixed(Fraction net, Fraction fee) {
    Money amount = net.toMoney(refundCase.currency());
    trail.rounded(Authority.DEFAULT, amount, "Rounded once, half up.");
    return new Result(amount, net, refundCase.price(), fee, null);
  }

  /** A result with the trail that led to it. */
  record Settled(Result result, Trail trail) {}

  /** The figures; all null where there is no amount. */
  record Result(
      @Nullable Money amount,
      @Nullable Fraction net,
      @Nullable Fraction gross,
      @Nullable Fraction fee,
      @Nullable RefundComputation computation) {
    static final Result NONE = new Result(null, null, null, null, null);
  }
}
