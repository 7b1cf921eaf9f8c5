package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All methods for one contract and day, for an analyst. What is on top of a method (free look,
 * floors of law, small sums) is left out; fee and claims are deducted as in a quote, from all but
 * the full price.
 *
 * <p>Rule of 78 ≤ mean ≤ monthly pro-rata holds only between rows that count a started month alike;
 * across conventions, and against the daily counts, it may not.
 */
public record RefundComparison(LocalDate cancelledOn, List<Row> rows) {
  /** What an order between the rows can be relied on for. */
  public static final String ORDER_NOTE =
      "Rule of 78 ≤ mean ≤ pro-rata holds only where a started month counts alike.";

  private static final List<Formula> BY_MONTHS =
      List.of(Formula.PRO_RATA_MONTHLY, Formula.RULE_OF_78, Formula.MEAN, Formula.ACTUARIAL);

  /** Keeps its own copy. */
  public RefundComparison {
    rows = List.copyOf(rows);
  }

  static List<Row> rows(RefundCase refundCase, RuleSet rules) {
    List<RefundComputation> computations = new ArrayList<>();
    for (DayCount dayCount : DayCount.values()) {
      computations.add(RefundComputation.daily(dayCount));
    }
    for (Formula formula : BY_MONTHS) {
      for (PartMonth partMonth : PartMonth.values()) {
        computations.add(RefundComputation.of(formula, partMonth));
      }
    }
    computations.add(shortRate(refundCase.terms(), rules));
    computations.add(RefundComputation.of(Formula.FLAT));
    computations.add(RefundComputation.of(Formula.NONE));
    return computations.stream().map(each -> Row.of(each, refundCase, rules)).toList();
  }

  /** The contract's own short rate where it has one, else the usual 90 %. */
  private static RefundComputation shortRate(RefundTerms terms, RuleSet rules) {
    RefundComputation own = ContractComputation.of(terms, rules).computation();
    return own != null && own.formula() == Formula.SHORT_RATE
        ? own
        : RefundComputation.usualShortRate();
  }

  /**
   * One method.
   *
   * @param gross null where there is no figure
   * @param net after fee and claims, rounded once; null where there is no figure
   * @param words how the share was counted, or why there is no figure
   */
  public record Row(
      RefundComputation computation, @Nullable Money gross, @Nullable Money net, String words) {

    static Row of(RefundComputation computation, RefundCase refundCase, RuleSet rules) {
      return switch (UnearnedShare.of(
          computation, refundCase.elapsed(), refundCase.terms().loan())) {
        case Unearned.NoFigure missing -> new Row(computation, null, null, missing.why().text());
        case Unearned.Share share -> {
          Fraction byTime = refundCase.price().times(share.share());
          boolean isFlat = computation.formula() == Formula.FLAT;
          Fraction gross = isFlat ? byTime : DistanceLimit.of(refundCase).limits(byTime);
          Fraction net = isFlat ? gross : Deductions.of(refundCase, rules, gross).net();
          yield new Row(
              computation,
              gross.toMoney(refundCase.currency()),
              net.toMoney(refundCase.currency()),
              share.words());
        }
      };
    }
  }
}
