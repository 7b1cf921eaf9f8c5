package app.countersign.refund;

import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.RuleSet.Ruled;
import app.countersign.refund.Trail.Authority;
import org.jspecify.annotations.Nullable;

/** The least that verified law gives, compared with the contract's result by the final net. */
record LawFloor(RefundCase refundCase, RuleSet rules, Trail trail) {

  /**
   * The better for the customer of the contract's result and every floor. Where the contract gives
   * nothing back, floors hold only if a refund is due by law.
   */
  Best better(RefundComputation own, Fraction ownGross) {
    var due = rules.with(RuleEffect.RefundDue.class);
    var floors = rules.with(RuleEffect.MethodFloor.class);
    due.forEach(ruled -> trail.apply(ruled.rule(), ruled.rule().note()));
    boolean givesNothing = own.formula() == RefundComputation.Formula.NONE;
    Best best = new Best(own, ownGross);
    if (givesNothing && due.isEmpty()) {
      return best;
    }
    if (givesNothing && floors.isEmpty()) {
      trail.unknown(
          Code.LAW_FLOOR_UNCERTAIN,
          "The law asks for a refund, but no verified rule says how much.");
    }
    for (Ruled<RuleEffect.MethodFloor> floor : floors) {
      Best candidate = candidate(floor, own);
      if (candidate != null) {
        best = betterOf(best, candidate, floor);
      }
    }
    return best;
  }

  private @Nullable Best candidate(Ruled<RuleEffect.MethodFloor> floor, RefundComputation own) {
    if (floor.effect().alsoAllowed().contains(own.formula())) {
      trail.apply(floor.rule(), "The contract's method is one that it allows.");
      return null;
    }
    RefundComputation computation = floor.effect().computation();
    return switch (UnearnedShare.of(computation, refundCase.elapsed(), refundCase.terms().loan())) {
      case Unearned.NoFigure missing -> {
        trail.apply(floor.rule(), "It sets a floor that cannot be computed.");
        trail.unknown(
            Code.LAW_FLOOR_UNCERTAIN,
            "%s sets a floor that cannot be computed: %s"
                .formatted(floor.rule().citation(), missing.why().text()));
        yield null;
      }
      case Unearned.Share share ->
          new Best(
              computation,
              DistanceLimit.of(refundCase).limits(refundCase.price().times(share.share())));
    };
  }

  private Best betterOf(Best best, Best candidate, Ruled<RuleEffect.MethodFloor> floor) {
    Fraction known = Deductions.of(refundCase, rules, best.gross()).net();
    Fraction lawful = Deductions.of(refundCase, rules, candidate.gross()).net();
    if (lawful.compareTo(known) <= 0) {
      trail.apply(floor.rule(), "The contract already leaves as much or more.");
      return best;
    }
    String currency = refundCase.currency();
    trail.apply(floor.rule(), "It leaves the customer more than the contract.");
    trail.running(
        Kind.LAW_FLOOR,
        Authority.of(floor.rule()),
        candidate.gross(),
        "%s leaves %s after deductions, the contract %s: the better for the customer counts. %s"
            .formatted(
                floor.rule().citation(),
                Words.of(lawful.toMoney(currency)),
                Words.of(known.toMoney(currency)),
                floor.rule().note()));
    if (floor.effect().exception() != null) {
      trail.unknown(
          Code.LAW_FLOOR_UNCERTAIN,
          floor.rule().citation() + ": " + floor.effect().exception() + "; that is not known.");
    }
    return candidate;
  }

  /** A gross refund and the computation it comes from. */
  record Best(RefundComputation computation, Fraction gross) {}
}
