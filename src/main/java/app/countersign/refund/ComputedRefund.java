package app.countersign.refund;

import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.Settlement.Result;
import app.countersign.refund.Trail.Authority;
import app.countersign.terms.LenderKind;
import app.countersign.terms.RefundMethod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A refund by a formula: the contract's own, or the law's where that leaves the customer more. */
record ComputedRefund(RefundCase refundCase, RuleSet rules, Trail trail) {
  private static final int TOLERATED_DAYS = 3;

  Result settle() {
    ContractComputation own = ContractComputation.of(refundCase.terms(), rules);
    RefundComputation computation = own.computation();
    if (computation == null) {
      return noFigure(
          new RefundUnknown(
              Code.METHOD_UNKNOWN,
              "The contract's method is not settled; the methods are compared, none is guessed."));
    }
    if (computation.formula() == Formula.FLAT) {
      return flat(computation);
    }
    return switch (UnearnedShare.of(computation, refundCase.elapsed(), refundCase.terms().loan())) {
      case Unearned.NoFigure missing -> noFigure(missing.why());
      case Unearned.Share share -> {
        sayTerm(computation);
        own.sayInto(trail, refundCase.elapsed());
        yield settle(computation, share);
      }
    };
  }

  private Result noFigure(RefundUnknown why) {
    trail.unknown(why);
    trail.say(Kind.NO_FIGURE, Authority.CONTRACT, why.text());
    return Result.NONE;
  }

  private Result flat(RefundComputation computation) {
    Fraction price = refundCase.price();
    trail.running(Kind.GROSS, Authority.CONTRACT, price, "The contract gives the full price.");
    return new Result(
        new Rounding(refundCase, rules, trail).toDigits(price),
        price,
        price,
        Fraction.ZERO,
        computation);
  }

  private Result settle(RefundComputation own, Unearned.Share share) {
    Fraction byTime = refundCase.price().times(share.share());
    sayGross(own, share, byTime);
    DistanceLimit distance = DistanceLimit.of(refundCase);
    if (own.formula() != Formula.NONE) {
      distance.sayInto(trail, byTime);
    }
    LawFloor.Best best =
        new LawFloor(refundCase, rules, trail).better(own, distance.limits(byTime));
    Deductions deductions = Deductions.of(refundCase, rules, best.gross());
    deductions.sayInto(trail, refundCase, rules);
    Fraction net = new SmallSum(refundCase, rules, trail).leaves(deductions.net());
    return new Result(
        new Rounding(refundCase, rules, trail).asContracted(net),
        net,
        best.gross(),
        deductions.fee(),
        best.computation());
  }

  private void sayGross(RefundComputation own, Unearned.Share share, Fraction gross) {
    if (own.formula() != Formula.NONE) {
      trail.running(
          Kind.GROSS,
          Authority.CONTRACT,
          gross,
          own.formula() + ": price × " + share.words() + ".");
      return;
    }
    trail.running(
        Kind.GROSS,
        Authority.CONTRACT,
        gross,
        "The contract gives nothing back. A national bank may sell such a contract only beside a"
            + " comparable one with a refund (12 CFR 37.4(a)).");
    if (refundCase.request().lender() != LenderKind.OTHER) {
      trail.unknown(
          Code.NO_REFUND_CONDITION,
          "Whether a comparable contract with a refund was offered beside this one, as 12 CFR"
              + " 37.4(a) asks of a national bank, is not known.");
    }
    rules
        .with(RuleEffect.NoRefundCondition.class)
        .forEach(ruled -> trail.apply(ruled.rule(), "Its condition is not known to be met."));
  }

  private void sayTerm(RefundComputation computation) {
    RefundTerms terms = refundCase.terms();
    ElapsedTerm elapsed = refundCase.elapsed();
    trail.say(
        Kind.TERM,
        Authority.CONTRACT,
        "From "
            + terms.effectiveOn()
            + " to "
            + terms.termEnd()
            + ": "
            + elapsed.daysElapsed()
            + " of "
            + elapsed.totalDays()
            + " days, or "
            + elapsed.wholeMonths()
            + " of "
            + elapsed.termMonths()
            + " months and "
            + Words.days(elapsed.partDays())
            + ", have gone by.");
    sayDisagreement(computation);
    if (terms.method() == RefundMethod.PRO_RATA_DAILY && !saysDays(terms.methodWords())) {
      trail.unknown(
          Code.PRO_RATA_UNIT_ASSUMED,
          "The words do not say whether pro rata goes by days or months: days are assumed.");
    }
  }

  private void sayDisagreement(RefundComputation computation) {
    RefundTerms terms = refundCase.terms();
    LocalDate byMonths = terms.effectiveOn().plusMonths(terms.termMonths());
    long apart = Math.abs(ChronoUnit.DAYS.between(terms.termEnd(), byMonths));
    if (apart > TOLERATED_DAYS) {
      trail.unknown(
          Code.TERM_END_DISAGREES,
          "The end %s and %d months (%s) are %d days apart; %s counts here."
              .formatted(
                  terms.termEnd(),
                  terms.termMonths(),
                  byMonths,
                  apart,
                  computation.formula().countsMonths() ? "the number of months" : "the end given"));
    }
  }

  private static boolean saysDays(@Nullable String words) {
    return words == null || words.toLowerCase(Locale.ROOT).matches("(?s).*\\bda(y|ily).*");
  }
}
