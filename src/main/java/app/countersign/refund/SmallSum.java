package app.countersign.refund;

import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.Trail.Authority;

/**
 * Sums too small to be paid: the exact net, strictly below the limit. The contract's limit holds as
 * far as a verified rule of the place reaches; the law's own is a permission, used only where the
 * contract or the configuration makes use of it.
 */
record SmallSum(RefundCase refundCase, RuleSet rules, Trail trail) {

  Fraction leaves(Fraction net) {
    RefundTerms.Conventions conventions = refundCase.terms().conventions();
    Fraction limit = null;
    Authority authority = Authority.CONTRACT;
    if (conventions.deMinimis() != null) {
      limit = Fraction.of(conventions.deMinimis());
    }
    for (var ruled : rules.with(RuleEffect.SmallSums.class)) {
      Fraction legal = Fraction.of(ruled.effect().below());
      boolean isPermissionUsed = limit == null && conventions.usesLegalPermissions();
      boolean isLimiting = limit != null && legal.compareTo(limit) < 0;
      if (isPermissionUsed || isLimiting) {
        limit = legal;
        authority = Authority.of(ruled.rule());
        trail.apply(
            ruled.rule(),
            isLimiting ? "It limits what the contract keeps." : "Its permission is used.");
      }
    }
    if (limit == null || !net.isPositive() || net.compareTo(limit) >= 0) {
      return net;
    }
    trail.running(
        Kind.SMALL_SUMS,
        authority,
        Fraction.ZERO,
        "Below " + Words.of(limit.toMoney(refundCase.currency())) + " nothing is paid.");
    return Fraction.ZERO;
  }
}
