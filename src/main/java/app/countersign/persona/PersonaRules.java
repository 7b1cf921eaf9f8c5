package app.countersign.persona;

import static app.countersign.persona.Comparison.AT_LEAST;
import static app.countersign.persona.Comparison.AT_MOST;
import static app.countersign.persona.Comparison.GREATER_THAN;
import static app.countersign.persona.Comparison.LESS_THAN;

import app.countersign.signal.LifeStageSignals;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.SignalField;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The five personas' criteria and strengths, and which of them comes first. The same signals always
 * give the same answer, and what is unknown never meets a criterion.
 *
 * <ul>
 *   <li>HIGH_UTILIZATION: any of a card at 50 % or more, card interest, anything overdue, a card
 *       paid at its minimum only
 *   <li>VARIABLE_INCOME_BUDGETER: median pay gap above 45 days and less than 1 month of buffer
 *   <li>STUDENT: one major sign and two supporting ones
 *   <li>SUBSCRIPTION_HEAVY: 3 recurring merchants, and 50.00 a month or a 10 % share
 *   <li>SAVINGS_BUILDER: growth of 2 % or 200.00 a month put aside, and every card below 30 %
 * </ul>
 */
public final class PersonaRules {
  private static final int MOST_SECONDARY = 2;
  private static final String YOUNG_ADULT = "18-25";

  private PersonaRules() {}

  /** Checks all five personas and picks the primary and up to two secondary ones by order. */
  public static PersonaAssessment evaluate(UserSignals signals) {
    Criteria criteria = new Criteria(signals);
    List<PersonaMatch> matches =
        List.of(
            highUtilization(criteria),
            variableIncome(criteria),
            student(criteria),
            subscriptionHeavy(criteria),
            savingsBuilder(criteria));
    List<PersonaMatch> matched = matches.stream().filter(PersonaMatch::matched).toList();
    if (matched.isEmpty()) {
      return hasAnySignal(signals)
          ? new PersonaAssessment(PersonaKind.GENERAL, MatchStrength.DEFAULT, List.of(), matches)
          : new PersonaAssessment(PersonaKind.NONE, MatchStrength.NONE, List.of(), matches);
    }
    PersonaMatch first = matched.getFirst();
    List<PersonaKind> secondary =
        matched.stream().skip(1).limit(MOST_SECONDARY).map(PersonaMatch::persona).toList();
    return new PersonaAssessment(
        first.persona(), Objects.requireNonNull(first.strength()), secondary, matches);
  }

  /** A category stands for at least one known field; only life stage can be empty of facts. */
  private static boolean hasAnySignal(UserSignals signals) {
    return Stream.of(signals.subscriptions(), signals.savings(), signals.credit(), signals.income())
            .anyMatch(Objects::nonNull)
        || hasAnyFact(signals.lifeStage());
  }

  private static boolean hasAnyFact(@Nullable LifeStageSignals facts) {
    return facts != null
        && (facts.studentLoanPaymentsSeen()
            || Stream.of(
                    facts.studentLoanAccountPresent(),
                    facts.ageBracket(),
                    facts.annualIncome(),
                    facts.hasRentTransactions(),
                    facts.hasMortgage(),
                    facts.transactionCountMonthly(),
                    facts.essentialsPct())
                .anyMatch(Objects::nonNull));
  }

  private static PersonaMatch highUtilization(Criteria criteria) {
    List<Criterion> tested =
        List.of(
            criteria.anyCardAtOrAbove(number("50")),
            criteria.flag(SignalField.ANY_INTEREST_CHARGES),
            criteria.flag(SignalField.ANY_OVERDUE),
            criteria.anyCardPaidAtMinimum());
    if (tested.stream().noneMatch(Criterion::met)) {
      return PersonaMatch.unmatched(PersonaKind.HIGH_UTILIZATION, tested);
    }
    SignalValues values = criteria.values();
    SignalField aggregate = SignalField.AGGREGATE_UTILIZATION_PCT;
    MatchStrength strength =
        holds(values, aggregate, AT_LEAST, "70") || values.isTrue(SignalField.ANY_OVERDUE)
            ? MatchStrength.STRONG
            : holds(values, aggregate, AT_LEAST, "50")
                    && values.isTrue(SignalField.ANY_INTEREST_CHARGES)
                ? MatchStrength.MODERATE
                : MatchStrength.WEAK;
    return PersonaMatch.matched(PersonaKind.HIGH_UTILIZATION, strength, tested);
  }

  private static PersonaMatch variableIncome(Criteria criteria) {
    SignalField buffer = SignalField.CASH_FLOW_BUFFER_MONTHS;
    List<Criterion> tested =
        List.of(
            criteria.number(SignalField.MEDIAN_PAY_GAP_DAYS, GREATER_THAN, number("45")),
            criteria.number(buffer, LESS_THAN, number("1.0")));
    if (!tested.stream().allMatch(Criterion::met)) {
      return PersonaMatch.unmatched(PersonaKind.VARIABLE_INCOME_BUDGETER, tested);
    }
    SignalValues values = criteria.values();
    SignalField variability = SignalField.INCOME_VARIABILITY_PCT;
    MatchStrength strength =
        holds(values, buffer, LESS_THAN, "0.5") && holds(values, variability, GREATER_THAN, "30")
            ? MatchStrength.STRONG
            : holds(values, variability, GREATER_THAN, "20")
                ? MatchStrength.MODERATE
                : MatchStrength.WEAK;
    return PersonaMatch.matched(PersonaKind.VARIABLE_INCOME_BUDGETER, strength, tested);
  }

  /** Never weak: a match has two supporting signs, and two are moderate. */
  private static PersonaMatch student(Criteria criteria) {
    Criterion loan = criteria.flag(SignalField.STUDENT_LOAN_ACCOUNT_PRESENT);
    Criterion young = criteria.word(SignalField.AGE_BRACKET, YOUNG_ADULT);
    Criterion fewRows =
        criteria.number(SignalField.TRANSACTION_COUNT_MONTHLY, LESS_THAN, number("50"));
    Criterion essentials = criteria.number(SignalField.ESSENTIALS_PCT, GREATER_THAN, number("40"));
    List<Criterion> supporting =
        List.of(
            criteria.number(SignalField.ANNUAL_INCOME, LESS_THAN, number("30000")),
            criteria.word(SignalField.PAYMENT_FREQUENCY, PaymentFrequency.IRREGULAR.name()),
            criteria.number(SignalField.COFFEE_FOOD_DELIVERY_MONTHLY, AT_LEAST, number("75")),
            criteria.number(SignalField.NUM_CREDIT_CARDS, AT_MOST, number("2")),
            criteria.rentWithoutMortgage());
    List<Criterion> tested =
        Stream.concat(Stream.of(loan, young, fewRows, essentials), supporting.stream()).toList();
    boolean major = loan.met() || young.met() || (fewRows.met() && essentials.met());
    long support = supporting.stream().filter(Criterion::met).count();
    if (!major || support < 2) {
      return PersonaMatch.unmatched(PersonaKind.STUDENT, tested);
    }
    MatchStrength strength =
        loan.met() && support >= 3 ? MatchStrength.STRONG : MatchStrength.MODERATE;
    return PersonaMatch.matched(PersonaKind.STUDENT, strength, tested);
  }

  private static PersonaMatch subscriptionHeavy(Criteria criteria) {
    SignalField count = SignalField.RECURRING_MERCHANT_COUNT;
    SignalField share = SignalField.SUBSCRIPTION_SHARE_PCT;
    Criterion merchants = criteria.number(count, AT_LEAST, number("3"));
    Criterion spend =
        criteria.number(SignalField.MONTHLY_RECURRING_SPEND, AT_LEAST, number("50.00"));
    Criterion largeShare = criteria.number(share, AT_LEAST, number("10.0"));
    List<Criterion> tested = List.of(merchants, spend, largeShare);
    if (!merchants.met() || !(spend.met() || largeShare.met())) {
      return PersonaMatch.unmatched(PersonaKind.SUBSCRIPTION_HEAVY, tested);
    }
    SignalValues values = criteria.values();
    MatchStrength strength =
        holds(values, count, AT_LEAST, "5") && holds(values, share, AT_LEAST, "15")
            ? MatchStrength.STRONG
            : largeShare.met() ? MatchStrength.MODERATE : MatchStrength.WEAK;
    return PersonaMatch.matched(PersonaKind.SUBSCRIPTION_HEAVY, strength, tested);
  }

  /** Never weak: whatever matches is at least moderate. */
  private static PersonaMatch savingsBuilder(Criteria criteria) {
    SignalField rate = SignalField.SAVINGS_GROWTH_RATE_PCT;
    SignalField net = SignalField.NET_SAVINGS_INFLOW;
    Criterion growth = criteria.number(rate, AT_LEAST, number("2.0"));
    Criterion inflow = criteria.number(net, AT_LEAST, number("200.00"));
    Criterion cards = criteria.everyCardBelow(number("30"));
    List<Criterion> tested = List.of(growth, inflow, cards);
    if (!cards.met() || !(growth.met() || inflow.met())) {
      return PersonaMatch.unmatched(PersonaKind.SAVINGS_BUILDER, tested);
    }
    SignalValues values = criteria.values();
    MatchStrength strength =
        holds(values, rate, AT_LEAST, "5") && holds(values, net, AT_LEAST, "400")
            ? MatchStrength.STRONG
            : MatchStrength.MODERATE;
    return PersonaMatch.matched(PersonaKind.SAVINGS_BUILDER, strength, tested);
  }

  private static boolean holds(
      SignalValues values, SignalField field, Comparison comparison, String threshold) {
    BigDecimal observed = values.number(field);
    return observed != null && comparison.holds(observed, number(threshold));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }
}
