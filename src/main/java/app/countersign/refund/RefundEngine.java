package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.RuleConsidered.Outcome;
import app.countersign.refund.Settlement.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes refunds: takes the contract's terms and the law, gives the better for the customer, and
 * shows which rule decided. Pure: the same terms, request and version of the law give the same
 * quote.
 */
public final class RefundEngine {
  private static final List<RuleEffect.Kind> QUESTIONS =
      List.of(RuleEffect.Kind.FREE_LOOK, RuleEffect.Kind.METHOD_FLOOR, RuleEffect.Kind.FEE_CAP);

  private RefundEngine() {}

  /**
   * The refund with its reasons. Only verified rules decide; the law never lowers what the contract
   * gives.
   *
   * @throws InvalidRefundInput for what no refund can be computed from: a day after {@code asOf},
   *     two currencies, too many decimals, a term out of range
   */
  public static RefundQuote quote(RefundTerms terms, RefundRequest request, RefundLaw law) {
    RefundCase refundCase = RefundCase.of(terms, request);
    RuleScope scope = RuleScope.of(refundCase, law);
    RuleSet verified = new RuleSet(scope.verified());
    Settled settled = Settlement.of(refundCase, verified);
    Settlement.Result result = settled.result();
    Trail trail = settled.trail();
    Money amount = result.amount();
    List<RefundPayee> payees =
        amount == null ? List.of() : PayeeOrder.of(refundCase, amount, trail);
    sayLawUnknowns(refundCase, scope, trail);
    String currency = refundCase.currency();
    return new RefundQuote(
        amount,
        result.net() == null ? null : result.net().text(),
        money(result.gross(), currency),
        money(result.fee(), currency),
        result.computation(),
        refundCase.cancelledOn(),
        terms.contractDate(),
        law.version(),
        trail.steps(),
        trail.unknowns(),
        payees,
        considered(refundCase, scope, settled),
        ifUnverifiedHeld(refundCase, scope),
        amount == null ? RefundComparison.rows(refundCase, verified) : List.of());
  }

  /**
   * All methods side by side for one contract and day.
   *
   * @throws InvalidRefundInput as {@link #quote}
   */
  public static RefundComparison compare(RefundTerms terms, RefundRequest request, RefundLaw law) {
    RefundCase refundCase = RefundCase.of(terms, request);
    RuleSet verified = new RuleSet(RuleScope.of(refundCase, law).verified());
    return new RefundComparison(
        refundCase.cancelledOn(), RefundComparison.rows(refundCase, verified));
  }

  private static @Nullable Money money(@Nullable Fraction amount, String currency) {
    return amount == null ? null : amount.toMoney(currency);
  }

  private static @Nullable Money ifUnverifiedHeld(RefundCase refundCase, RuleScope scope) {
    if (scope.unverified().isEmpty()) {
      return null;
    }
    RuleSet all = new RuleSet(scope.verified()).and(scope.unverified());
    return Settlement.of(refundCase, all).result().amount();
  }

  private static List<RuleConsidered> considered(
      RefundCase refundCase, RuleScope scope, Settled settled) {
    Stream<RuleConsidered> verified =
        scope.verified().stream().map(rule -> verified(rule, settled.trail()));
    Stream<RuleConsidered> unverified =
        scope.unverified().stream().map(rule -> unverified(rule, refundCase, scope, settled));
    Stream<RuleConsidered> others =
        scope.outOfScope().entrySet().stream()
            .map(
                entry ->
                    new RuleConsidered(
                        entry.getKey(), Outcome.NOT_APPLICABLE, entry.getValue(), null));
    return Stream.of(verified, unverified, others).flatMap(rules -> rules).toList();
  }

  private static RuleConsidered verified(LawRule rule, Trail trail) {
    String applied = trail.applied().get(rule.id());
    return applied != null
        ? new RuleConsidered(rule, Outcome.APPLIED, applied, null)
        : new RuleConsidered(
            rule, Outcome.NO_CHANGE, "In force, but it changes nothing here.", null);
  }

  private static RuleConsidered unverified(
      LawRule rule, RefundCase refundCase, RuleScope scope, Settled settled) {
    RuleSet withIt = new RuleSet(scope.verified()).and(List.of(rule));
    Money refund = Settlement.of(refundCase, withIt).result().amount();
    String text;
    if (refund == null) {
      text = "Not verified. There would be no figure with it either. ";
    } else if (refund.equals(settled.result().amount())) {
      text = "Not verified. The refund would be the same with it. ";
    } else {
      text = "Not verified. The refund would be " + Words.of(refund) + " with it. ";
    }
    return new RuleConsidered(rule, Outcome.WOULD_APPLY, text + rule.note(), refund);
  }

  private static void sayLawUnknowns(RefundCase refundCase, RuleScope scope, Trail trail) {
    String jurisdiction = refundCase.terms().jurisdiction();
    if (jurisdiction == null) {
      trail.unknown(
          Code.JURISDICTION_UNKNOWN, "The contract's place is not known, and so not its law.");
      return;
    }
    List<RuleEffect.Kind> open = new ArrayList<>(QUESTIONS);
    scope.verified().forEach(rule -> open.remove(rule.effect().kind()));
    if (!open.isEmpty()) {
      trail.unknown(
          Code.LAW_UNVERIFIED,
          "No verified rule of %s for %s is held on: %s. Nothing is said to be allowed by that."
              .formatted(
                  jurisdiction,
                  refundCase.terms().product(),
                  open.stream().map(Enum::name).collect(Collectors.joining(", "))));
    }
    for (LawRule rule : scope.verified()) {
      if (rule.dateNote() != null && trail.applied().containsKey(rule.id())) {
        trail.unknown(Code.RULE_DATE_UNVERIFIED, rule.citation() + ": " + rule.dateNote());
      }
    }
  }
}
