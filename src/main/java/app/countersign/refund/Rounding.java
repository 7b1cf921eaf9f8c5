package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.Trail.Authority;
import org.jspecify.annotations.Nullable;

/** The one rounding of a refund, half up, to the currency's digits or to whole units. */
record Rounding(RefundCase refundCase, RuleSet rules, Trail trail) {

  Money toDigits(Fraction net) {
    Money amount = net.toMoney(refundCase.currency());
    trail.rounded(Authority.DEFAULT, amount, "Rounded once, half up.");
    return amount;
  }

  /** To whole units where the contract says so, or makes use of the law's permission. */
  Money asContracted(Fraction net) {
    Authority wholeUnits = wholeUnits();
    if (wholeUnits == null) {
      return toDigits(net);
    }
    Money whole = net.toWholeUnits(refundCase.currency());
    Money price = refundCase.terms().price();
    Money amount = whole.amount().compareTo(price.amount()) > 0 ? toDigitsOf(price) : whole;
    trail.rounded(wholeUnits, amount, "Rounded once, half up, to a whole unit of the currency.");
    return amount;
  }

  private static Money toDigitsOf(Money price) {
    return Fraction.of(price).toMoney(price.currency());
  }

  private @Nullable Authority wholeUnits() {
    RefundTerms.Conventions conventions = refundCase.terms().conventions();
    if (conventions.roundsToWholeUnits()) {
      return Authority.CONTRACT;
    }
    var permissions = rules.with(RuleEffect.WholeUnits.class);
    if (permissions.isEmpty() || !conventions.usesLegalPermissions()) {
      return null;
    }
    LawRule rule = permissions.getFirst().rule();
    trail.apply(rule, "Its permission to round to whole units is used.");
    return Authority.of(rule);
  }
}
