package app.countersign.refund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a contract's place, sorted: which are about this refund, and why the others are not.
 *
 * @param verified in scope and verified: these decide
 * @param unverified in scope, but only shown
 * @param outOfScope the other rules of the place, with the reason
 */
record RuleScope(
    List<LawRule> verified, List<LawRule> unverified, Map<LawRule, String> outOfScope) {

  static RuleScope of(RefundCase refundCase, RefundLaw law) {
    List<LawRule> verified = new ArrayList<>();
    List<LawRule> unverified = new ArrayList<>();
    Map<LawRule, String> outOfScope = new LinkedHashMap<>();
    for (LawRule rule : law.rules()) {
      if (rule.scope().reaches(refundCase.terms().jurisdiction())) {
        String whyNot = whyNot(rule, refundCase);
        if (whyNot != null) {
          outOfScope.put(rule, whyNot);
        } else if (rule.isVerified()) {
          verified.add(rule);
        } else {
          unverified.add(rule);
        }
      }
    }
    return new RuleScope(verified, unverified, outOfScope);
  }

  private static @Nullable String whyNot(LawRule rule, RefundCase refundCase) {
    LawRule.Scope scope = rule.scope();
    CancellationReason reason = refundCase.request().reason();
    if (!scope.products().contains(refundCase.terms().product())) {
      return "It is not about this product: " + rule.note();
    }
    LocalDate day =
        switch (rule.dateBasis()) {
          case CONTRACT_DATE -> refundCase.terms().contractDate();
          case CANCELLATION_DATE -> refundCase.cancelledOn();
        };
    if (!rule.isInForceOn(day)) {
      return "It was not in force on " + day + ".";
    }
    if (!scope.cancelledBy().isEmpty() && !scope.cancelledBy().contains(reason.cancelledBy())) {
      return "It is about ends by %s, not by %s."
          .formatted(new TreeSet<>(scope.cancelledBy()), reason.cancelledBy());
    }
    if (!scope.reasons().isEmpty() && !scope.reasons().contains(reason)) {
      return "It is not about the reason " + reason + ".";
    }
    return whyNotByFacts(rule, refundCase);
  }

  private static @Nullable String whyNotByFacts(LawRule rule, RefundCase refundCase) {
    LawRule.Scope scope = rule.scope();
    if (scope.lender() != null && scope.lender() != refundCase.request().lender()) {
      return "The lender is not known to be a " + scope.lender() + ".";
    }
    if (scope.onlyWithoutClaim() && refundCase.request().isClaimMade()) {
      return "A claim was made.";
    }
    String currency = rule.effect().currency();
    if (currency != null && !currency.equals(refundCase.currency())) {
      return "Its amount is in " + currency + ", the price in " + refundCase.currency() + ".";
    }
    return null;
  }
}
