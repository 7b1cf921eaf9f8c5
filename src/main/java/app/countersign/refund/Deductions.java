package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.RuleSet.Ruled;
import app.countersign.refund.Trail.Authority;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a gross refund loses: the fee, limited by law first, then claims; never below zero.
 *
 * @param cap the rule that limits the fee; null where none does
 * @param claims what is deducted for claims paid
 */
record Deductions(
    Fraction asked, Fraction fee, @Nullable LawRule cap, Fraction claims, Fraction net) {

  static Deductions of(RefundCase refundCase, RuleSet rules, Fraction gross) {
    Fraction asked = CancellationCharge.of(refundCase, gross);
    Ruled<RuleEffect.FeeCap> lowest =
        rules.with(RuleEffect.FeeCap.class).stream()
            .min(Comparator.comparing(ruled -> atMost(ruled.effect(), refundCase)))
            .orElse(null);
    Fraction limit = lowest == null ? asked : atMost(lowest.effect(), refundCase);
    Fraction fee = asked.min(limit);
    Fraction claims = claims(refundCase, rules);
    return new Deductions(
        asked,
        fee,
        limit.compareTo(asked) < 0 && lowest != null ? lowest.rule() : null,
        claims,
        gross.minus(fee).minus(claims).max(Fraction.ZERO));
  }

  private static Fraction atMost(RuleEffect.FeeCap cap, RefundCase refundCase) {
    boolean isTooEarly = cap.afterDays() != null && refundCase.daysInForce() <= cap.afterDays();
    return isTooEarly ? Fraction.ZERO : Fraction.of(cap.atMost());
  }

  private static Fraction claims(RefundCase refundCase, RuleSet rules) {
    Money paid = refundCase.request().claimsPaid();
    return paid != null && isDeducting(refundCase, rules) ? Fraction.of(paid) : Fraction.ZERO;
  }

  /** A clause deducts; after a loss of the vehicle a rule of law does too. */
  private static boolean isDeducting(RefundCase refundCase, RuleSet rules) {
    return refundCase.terms().conventions().claimsDeducted()
        || (refundCase.request().reason().isLossOfVehicle()
            && rules.has(RuleEffect.ClaimsDeducted.class));
  }

  void sayInto(Trail trail, RefundCase refundCase, RuleSet rules) {
    trail.own(Kind.FEE, Authority.CONTRACT, asked, CancellationCharge.words(refundCase));
    if (cap != null) {
      trail.apply(cap, "It limits the fee.");
      trail.own(Kind.FEE_CAP, Authority.of(cap), fee, "The law limits the fee. " + cap.note());
    }
    sayClaims(trail, refundCase, rules);
    trail.running(Kind.NET, Authority.CONTRACT, net, "Gross less fee and claims, never below 0.");
  }

  private void sayClaims(Trail trail, RefundCase refundCase, RuleSet rules) {
    boolean isDeducting = isDeducting(refundCase, rules);
    if (refundCase.request().isBenefitPaid()) {
      Authority authority = Authority.CONTRACT;
      String text = "Claims paid are deducted.";
      if (!isDeducting) {
        authority = Authority.DEFAULT;
        text = "Claims not deducted: no clause.";
      } else if (!refundCase.terms().conventions().claimsDeducted()) {
        LawRule rule = rules.with(RuleEffect.ClaimsDeducted.class).getFirst().rule();
        trail.apply(rule, "Benefits paid are deducted instead of giving nothing.");
        authority = Authority.of(rule);
      }
      trail.own(Kind.CLAIMS, authority, claims, text);
    }
    if (refundCase.request().claimOpen()) {
      trail.unknown(
          Code.CLAIM_OPEN,
          isDeducting
              ? "A claim is open; what it pays will still be deducted."
              : "A claim is open; no clause deducts what it pays, but a loss may end the refund.");
    }
  }
}
