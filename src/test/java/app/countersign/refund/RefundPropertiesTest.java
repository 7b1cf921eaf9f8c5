package app.countersign.refund;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds for every contract and day, over seeded random cases. */
class RefundPropertiesTest {
  private static final long SEED = 20_261_121;
  private static final int CASES = 100_000;
  private static final int EVERY_SO_OFTEN = 10;
  private static final List<RefundMethod> METHODS =
      List.of(
          RefundMethod.PRO_RATA_DAILY,
          RefundMethod.PRO_RATA_MONTHLY,
          RefundMethod.RULE_OF_78,
          RefundMethod.SHORT_RATE,
          RefundMethod.FLAT,
          RefundMethod.NONE);
  private static final List<RefundComputation> COMPUTATIONS = computations();
  private static final RefundLaw CAPPED =
      TestRule.law(
          TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(Deal.usd("25.00"), null)),
          TestRule.verified(
              "floor",
              "US-ZZ",
              new RuleEffect.MethodFloor(
                  RefundComputation.of(Formula.RULE_OF_78), Set.of(), null)));

  private static final RuleSet NO_RULES = new RuleSet(List.of());

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void theRefundKeepsItsPropertiesOverAHundredThousandCases() {
    for (int number = 0; number < CASES; number++) {
      Deal deal = randomDeal();
      try {
        grossKeepsItsBoundsAndNeverRises(deal);
        methodsKeepTheirOrderAtEqualMonths(deal);
        dailyStaysWithinAMonthOfMonthly(deal);
        quoteKeepsItsBounds(deal);
        aHigherFeeNeverLeavesMore(deal);
        if (number % EVERY_SO_OFTEN == 0) {
          quotesAreStableAndLawNeverLowersThem(deal);
        }
      } catch (AssertionError broken) {
        throw new AssertionError(
            "case %d of seed %d: %s %s".formatted(number, SEED, deal.terms(), deal.request()),
            broken);
      }
    }
  }

  private void grossKeepsItsBoundsAndNeverRises(Deal deal) {
    RefundComputation computation = COMPUTATIONS.get(random.nextInt(COMPUTATIONS.size()));
    LocalDate day = deal.cancelledOn;
    Fraction share = share(computation, deal, day);
    Fraction later = share(computation, deal, day.plusDays(random.nextInt(1, 60)));

    check(share.compareTo(Fraction.ZERO) >= 0 && share.compareTo(Fraction.ONE) <= 0, computation);
    check(later.compareTo(share) <= 0, computation + " rises");
    if (computation.formula() != Formula.NONE && computation.formula() != Formula.SHORT_RATE) {
      check(share(computation, deal, deal.effectiveOn).compareTo(Fraction.ONE) == 0, computation);
    }
    if (computation.formula() != Formula.FLAT) {
      LocalDate dayAfterEnd = deal.terms().termEnd().plusDays(1);
      check(share(computation, deal, dayAfterEnd).isZero(), computation + " after the end");
    }
  }

  private static void methodsKeepTheirOrderAtEqualMonths(Deal deal) {
    for (PartMonth partMonth : PartMonth.values()) {
      Fraction digits = at(Formula.RULE_OF_78, partMonth, deal);
      Fraction mean = at(Formula.MEAN, partMonth, deal);
      Fraction proRata = at(Formula.PRO_RATA_MONTHLY, partMonth, deal);
      boolean isWholeOrNothing = proRata.isZero() || proRata.compareTo(Fraction.ONE) == 0;

      check(digits.compareTo(mean) <= 0 && mean.compareTo(proRata) <= 0, partMonth);
      if (partMonth != PartMonth.INTERPOLATED) {
        check((digits.compareTo(proRata) == 0) == isWholeOrNothing, partMonth + " equality");
      }
    }
  }

  private static void dailyStaysWithinAMonthOfMonthly(Deal deal) {
    Fraction daily = share(RefundComputation.daily(DayCount.ACTUAL), deal, deal.cancelledOn);
    Fraction monthly = at(Formula.PRO_RATA_MONTHLY, PartMonth.INTERPOLATED, deal);
    Fraction apart = daily.minus(monthly).max(monthly.minus(daily));

    check(apart.compareTo(Fraction.of(1, deal.termMonths)) <= 0, "daily " + daily.text());
  }

  private static void quoteKeepsItsBounds(Deal deal) {
    RefundQuote quote = deal.quote();
    BigDecimal amount = quote.amount().amount();

    check(amount.signum() >= 0 && amount.compareTo(deal.price.amount()) <= 0, quote);
    if (deal.cancelledOn.isBefore(deal.effectiveOn)) {
      check(amount.compareTo(deal.price.amount()) == 0, "never in force");
    } else if (deal.cancelledOn.isAfter(deal.terms().termEnd())) {
      check(amount.signum() == 0, "after the end");
    }
  }

  private static void aHigherFeeNeverLeavesMore(Deal deal) {
    Fraction gross = Fraction.of(deal.price).times(Fraction.of(1, 2));
    Fraction net = Deductions.of(caseOf(deal), NO_RULES, gross).net();
    CancellationFee.Fixed asked = (CancellationFee.Fixed) deal.fee;
    deal.fee = new CancellationFee.Fixed(plusCent(asked.amount()));
    Fraction lower = Deductions.of(caseOf(deal), NO_RULES, gross).net();
    deal.fee = asked;

    check(lower.compareTo(net) <= 0, "a higher fee leaves more");
  }

  private static void quotesAreStableAndLawNeverLowersThem(Deal deal) {
    RefundQuote quote = deal.quote();
    check(quote.equals(deal.quote()), "two answers to one question");
    deal.law = CAPPED;
    check(deal.quote().amount().amount().compareTo(quote.amount().amount()) >= 0, "the law lowers");
  }

  private static RefundCase caseOf(Deal deal) {
    return RefundCase.of(deal.terms(), deal.request());
  }

  private static Money plusCent(Money money) {
    return new Money(money.amount().add(new BigDecimal("0.01")), money.currency());
  }

  private Deal randomDeal() {
    Deal deal = new Deal();
    deal.price = Deal.usd(BigDecimal.valueOf(random.nextLong(0, 500_000), 2).toString());
    deal.termMonths = random.nextInt(1, 121);
    LocalDate first = LocalDate.of(1999, 1, 1).plusDays(random.nextInt(0, 9000));
    deal.effectiveOn = random.nextInt(4) == 0 ? first.withDayOfMonth(first.lengthOfMonth()) : first;
    deal.cancelledOn = deal.effectiveOn.plusDays(random.nextInt(-20, deal.termMonths * 31 + 20));
    deal.method = METHODS.get(random.nextInt(METHODS.size()));
    deal.words = "90 % of pro rata by days";
    deal.fee =
        new CancellationFee.Fixed(
            Deal.usd(BigDecimal.valueOf(random.nextLong(0, 10_000), 2).toString()));
    deal.jurisdiction = "US-ZZ";
    deal.loan = Deal.worked();
    return deal;
  }

  private static Fraction at(Formula formula, PartMonth partMonth, Deal deal) {
    return share(RefundComputation.of(formula, partMonth), deal, deal.cancelledOn);
  }

  private static Fraction share(RefundComputation computation, Deal deal, LocalDate day) {
    ElapsedTerm elapsed = ElapsedTerm.on(day, deal.terms());
    return ((Unearned.Share) UnearnedShare.of(computation, elapsed, deal.loan)).share();
  }

  private static void check(boolean holds, Object what) {
    if (!holds) {
      assertThat(what).as("a property that holds").isNull();
    }
  }

  private static List<RefundComputation> computations() {
    List<RefundComputation> computations = new ArrayList<>();
    for (DayCount dayCount : DayCount.values()) {
      computations.add(RefundComputation.daily(dayCount));
    }
    for (PartMonth partMonth : PartMonth.values()) {
      computations.add(RefundComputation.of(Formula.PRO_RATA_MONTHLY, partMonth));
      computations.add(RefundComputation.of(Formula.RULE_OF_78, partMonth));
      computations.add(RefundComputation.of(Formula.MEAN, partMonth));
      computations.add(RefundComputation.of(Formula.ACTUARIAL, partMonth));
    }
    computations.add(RefundComputation.shortRate(new BigDecimal("90")));
    computations.add(RefundComputation.of(Formula.FLAT));
    computations.add(RefundComputation.of(Formula.NONE));
    return computations;
  }
}
