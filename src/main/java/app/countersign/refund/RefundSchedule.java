package app.countersign.refund;

import app.countersign.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the refund of a contract falls, month by month, fit for a plot. By method and fee alone: free
 * look, distance, claims, small sums and law are not drawn.
 *
 * @param series the contract's own method first, then the others asked for
 */
public record RefundSchedule(List<Series> series) {

  /** Keeps its own copy. */
  public RefundSchedule {
    series = List.copyOf(series);
  }

  /**
   * The contract's method and any others.
   *
   * @throws InvalidRefundInput as {@link RefundEngine#quote}
   */
  public static RefundSchedule of(RefundTerms terms, List<RefundComputation> others) {
    List<Series> series = new ArrayList<>();
    RefundComputation own = ContractComputation.of(terms, new RuleSet(List.of())).computation();
    if (own == null) {
      RefundInput.check(terms, request(terms.effectiveOn()));
      series.add(new Series(null, List.of(), "The contract's method is not settled."));
    } else {
      series.add(seriesOf(own, terms));
    }
    others.forEach(computation -> series.add(seriesOf(computation, terms)));
    return new RefundSchedule(series);
  }

  private static Series seriesOf(RefundComputation computation, RefundTerms terms) {
    List<Point> points = new ArrayList<>();
    for (int month = 0; month <= terms.termMonths(); month++) {
      LocalDate day = terms.effectiveOn().plusMonths(month);
      RefundCase refundCase = RefundCase.of(terms, request(day));
      switch (UnearnedShare.of(computation, refundCase.elapsed(), terms.loan())) {
        case Unearned.NoFigure missing -> {
          return new Series(computation, List.of(), missing.why().text());
        }
        case Unearned.Share share ->
            points.add(Point.of(month, refundCase, share.share(), computation));
      }
    }
    return new Series(computation, points, null);
  }

  private static RefundRequest request(LocalDate day) {
    return RefundRequest.of(day, CancellationReason.CUSTOMER_REQUEST, day);
  }

  /**
   * One line of a plot.
   *
   * @param computation null where the contract's method is not settled
   * @param points one for each month from 0 to the whole term; empty where there is no figure
   * @param whyEmpty null where there are points
   */
  public record Series(
      @Nullable RefundComputation computation, List<Point> points, @Nullable String whyEmpty) {

    /** Keeps its own copy. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * The refund at a whole month.
   *
   * @param month months elapsed
   * @param day that many months after the first day of cover
   * @param net after the fee
   * @param earned the price less the gross refund
   */
  public record Point(int month, LocalDate day, Money gross, Money net, Money earned) {

    private static Point of(
        int month, RefundCase refundCase, Fraction share, RefundComputation computation) {
      String currency = refundCase.currency();
      Fraction gross = refundCase.price().times(share);
      Fraction fee =
          computation.formula() == RefundComputation.Formula.FLAT
              ? Fraction.ZERO
              : CancellationCharge.of(refundCase, gross);
      return new Point(
          month,
          refundCase.cancelledOn(),
          gross.toMoney(currency),
          gross.minus(fee).max(Fraction.ZERO).toMoney(currency),
          refundCase.price().minus(gross).toMoney(currency));
    }
  }
}
