package app.countersign.refund;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.terms.LenderKind;
import app.countersign.terms.RefundMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A quote is computed well within a millisecond, law and all. */
class RefundSpeedTest {
  private static final int WARM_UP = 5_000;
  private static final int QUOTES = 10_000;

  @Test
  void aQuoteTakesLessThanAMillisecondInTheMean() {
    RefundLaw law = RefundLawFile.load();
    List<Deal> deals =
        List.of(
            deal("US-CA", RefundMethod.PRO_RATA_DAILY, law),
            deal("US-CO", RefundMethod.RULE_OF_78, law),
            deal("US-TX", RefundMethod.ACTUARIAL, law),
            deal("US-UT", RefundMethod.UNKNOWN, law));
    run(deals, WARM_UP);

    long started = System.nanoTime();
    int steps = run(deals, QUOTES);
    double millis = (System.nanoTime() - started) / 1e6 / QUOTES;

    assertThat(steps).isGreaterThan(QUOTES);
    assertThat(millis).as("milliseconds a quote").isLessThan(1.0);
  }

  private static int run(List<Deal> deals, int quotes) {
    int steps = 0;
    for (int number = 0; number < quotes; number++) {
      steps += deals.get(number % deals.size()).quote().steps().size();
    }
    return steps;
  }

  private static Deal deal(String jurisdiction, RefundMethod method, RefundLaw law) {
    Deal deal = new Deal();
    deal.jurisdiction = jurisdiction;
    deal.method = method;
    deal.law = law;
    deal.loan = Deal.worked();
    deal.lender = LenderKind.NATIONAL_BANK;
    return deal;
  }
}
