package app.countersign.refund;

import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.Trail.Authority;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A contract's method with its conventions filled in: by the contract's words, else by verified
 * law, else the better for the customer.
 *
 * @param computation null where the method is not settled
 * @param startedMonthRule the rule that says how a started month counts; null where none does
 */
record ContractComputation(
    @Nullable RefundComputation computation,
    boolean saysStartedMonth,
    @Nullable LawRule startedMonthRule) {
  private static final Pattern SHORT_RATE_PERCENT =
      Pattern.compile(
          "(?<![\\d.])(9[05])(?:\\.0+)?\\s*(?:%|per\\s?cent)"
              + "|\\bninety([ -]five)?\\s+per\\s?cent",
          Pattern.CASE_INSENSITIVE);

  static ContractComputation of(RefundTerms terms, RuleSet rules) {
    RefundTerms.Conventions conventions = terms.conventions();
    var ruled = rules.with(RuleEffect.StartedMonth.class).stream().findFirst().orElse(null);
    boolean isSaid = conventions.partMonth() != null;
    PartMonth partMonth = PartMonth.FREE;
    if (conventions.partMonth() != null) {
      partMonth = conventions.partMonth();
    } else if (ruled != null) {
      partMonth = ruled.effect().partMonth();
    }
    Formula formula = formula(terms.method());
    RefundComputation computation =
        formula == null
            ? null
            : new RefundComputation(
                formula,
                partMonth,
                conventions.dayCount() == null ? DayCount.ACTUAL : conventions.dayCount(),
                formula == Formula.SHORT_RATE ? shortRatePercent(terms) : null,
                conventions.shortRateTable());
    return new ContractComputation(
        computation, isSaid, isSaid || ruled == null ? null : ruled.rule());
  }

  private static @Nullable Formula formula(RefundMethod method) {
    return switch (method) {
      case PRO_RATA_DAILY -> Formula.PRO_RATA_DAILY;
      case PRO_RATA_MONTHLY -> Formula.PRO_RATA_MONTHLY;
      case RULE_OF_78 -> Formula.RULE_OF_78;
      case SHORT_RATE -> Formula.SHORT_RATE;
      case ACTUARIAL -> Formula.ACTUARIAL;
      case FLAT -> Formula.FLAT;
      case NONE -> Formula.NONE;
      case UNKNOWN -> null;
    };
  }

  /** A percentage is taken from the words only where they name one of the two known shares. */
  private static @Nullable BigDecimal shortRatePercent(RefundTerms terms) {
    if (terms.conventions().shortRatePercent() != null || terms.methodWords() == null) {
      return terms.conventions().shortRatePercent();
    }
    Set<BigDecimal> found = new HashSet<>();
    Matcher matcher = SHORT_RATE_PERCENT.matcher(terms.methodWords());
    while (matcher.find()) {
      String digits = matcher.group(1);
      found.add(
          digits != null
              ? new BigDecimal(digits)
              : BigDecimal.valueOf(matcher.group(2) == null ? 90 : 95));
    }
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /** Says how a started month counted, where there is one and the formula counts months. */
  void sayInto(Trail trail, ElapsedTerm elapsed) {
    if (computation == null || !computation.formula().countsMonths() || elapsed.partDays() == 0) {
      return;
    }
    String counted =
        "The started month (%s) counts as %s"
            .formatted(Words.days(elapsed.partDays()), computation.partMonth());
    if (saysStartedMonth) {
      trail.say(Kind.STARTED_MONTH, Authority.CONTRACT, counted + ", as the contract says.");
    } else if (startedMonthRule != null) {
      trail.apply(startedMonthRule, "It says how a started month counts.");
      trail.say(
          Kind.STARTED_MONTH,
          Authority.of(startedMonthRule),
          counted + ": " + startedMonthRule.note());
    } else {
      trail.say(
          Kind.STARTED_MONTH,
          Authority.DEFAULT,
          counted + ": contract and law do not say, and this is better for the customer.");
    }
  }
}
