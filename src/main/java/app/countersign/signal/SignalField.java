package app.countersign.signal;

import static app.countersign.signal.SignalKind.COUNT;
import static app.countersign.signal.SignalKind.DAYS;
import static app.countersign.signal.SignalKind.FLAG;
import static app.countersign.signal.SignalKind.MASK;
import static app.countersign.signal.SignalKind.MONEY;
import static app.countersign.signal.SignalKind.MONTHS;
import static app.countersign.signal.SignalKind.PERCENT;
import static app.countersign.signal.SignalKind.TEXT;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every value of {@link UserSignals} that rules, triggers and texts speak of, by a stable name such
 * as {@code credit.aggregateUtilizationPct}. A few are derived: the card with the highest
 * utilisation, the largest subscription, a year of recurring spend.
 */
public enum SignalField {
  RECURRING_MERCHANT_COUNT(
      "subscriptions.recurringMerchantCount",
      COUNT,
      subscriptions(SubscriptionSignals::recurringMerchantCount)),
  MONTHLY_RECURRING_SPEND(
      "subscriptions.monthlyRecurringSpend",
      MONEY,
      subscriptions(SubscriptionSignals::monthlyRecurringSpend)),
  ANNUAL_RECURRING_SPEND(
      "subscriptions.annualRecurringSpend",
      MONEY,
      subscriptions(signals -> signals.monthlyRecurringSpend().multiply(BigDecimal.valueOf(12)))),
  SUBSCRIPTION_SHARE_PCT(
      "subscriptions.subscriptionSharePct",
      PERCENT,
      subscriptions(SubscriptionSignals::subscriptionSharePct)),
  COFFEE_FOOD_DELIVERY_MONTHLY(
      "subscriptions.coffeeFoodDeliveryMonthly",
      MONEY,
      subscriptions(SubscriptionSignals::coffeeFoodDeliveryMonthly)),
  LARGEST_MERCHANT_NAME(
      "subscriptions.largestMerchantName",
      TEXT,
      subscriptions(signals -> largestMerchant(signals).map(RecurringMerchant::name).orElse(null))),
  LARGEST_MERCHANT_AMOUNT(
      "subscriptions.largestMerchantAmount",
      MONEY,
      subscriptions(
          signals -> largestMerchant(signals).map(RecurringMerchant::amount).orElse(null))),

  NET_SAVINGS_INFLOW("savings.netSavingsInflow", MONEY, savings(SavingsSignals::netSavingsInflow)),
  SAVINGS_GROWTH_RATE_PCT(
      "savings.savingsGrowthRatePct", PERCENT, savings(SavingsSignals::savingsGrowthRatePct)),
  EMERGENCY_FUND_MONTHS(
      "savings.emergencyFundMonths", MONTHS, savings(SavingsSignals::emergencyFundMonths)),
  TOTAL_SAVINGS_BALANCE(
      "savings.totalSavingsBalance", MONEY, savings(SavingsSignals::totalSavingsBalance)),
  NUM_SAVINGS_ACCOUNTS(
      "savings.numSavingsAccounts", COUNT, savings(SavingsSignals::numSavingsAccounts)),
  LARGEST_DEPOSIT("savings.largestDeposit", MONEY, savings(SavingsSignals::largestDeposit)),
  LARGEST_WITHDRAWAL(
      "savings.largestWithdrawal", MONEY, savings(SavingsSignals::largestWithdrawal)),

  AGGREGATE_UTILIZATION_PCT(
      "credit.aggregateUtilizationPct", PERCENT, credit(CreditSignals::aggregateUtilizationPct)),
  TOTAL_CREDIT_AVAILABLE(
      "credit.totalCreditAvailable", MONEY, credit(CreditSignals::totalCreditAvailable)),
  TOTAL_CREDIT_USED("credit.totalCreditUsed", MONEY, credit(CreditSignals::totalCreditUsed)),
  ANY_CARD_HIGH_UTIL("credit.anyCardHighUtil", FLAG, credit(CreditSignals::anyCardHighUtil)),
  ANY_CARD_VERY_HIGH_UTIL(
      "credit.anyCardVeryHighUtil", FLAG, credit(CreditSignals::anyCardVeryHighUtil)),
  ANY_INTEREST_CHARGES(
      "credit.anyInterestCharges", FLAG, credit(CreditSignals::anyInterestCharges)),
  ANY_OVERDUE("credit.anyOverdue", FLAG, credit(CreditSignals::anyOverdue)),
  ANY_MINIMUM_PAYMENT_ONLY(
      "credit.anyMinimumPaymentOnly",
      FLAG,
      credit(signals -> signals.cards().stream().anyMatch(CardSignals::minimumPaymentOnly))),
  NUM_CREDIT_CARDS("credit.numCreditCards", COUNT, credit(CreditSignals::numCreditCards)),
  INTEREST_CHARGES("credit.interestCharges", MONEY, credit(SignalField::interestCharges)),
  HIGHEST_APR_PCT("credit.highestAprPct", PERCENT, credit(SignalField::highestApr)),
  HIGHEST_CARD_UTILIZATION_PCT(
      "credit.highestCardUtilizationPct", PERCENT, highestCard(CardSignals::utilizationPct)),
  HIGHEST_CARD_MASK("credit.highestCardMask", MASK, highestCard(CardSignals::mask)),
  HIGHEST_CARD_BALANCE("credit.highestCardBalance", MONEY, highestCard(CardSignals::balance)),
  HIGHEST_CARD_LIMIT("credit.highestCardLimit", MONEY, highestCard(CardSignals::limit)),

  INCOME_TYPE("income.incomeType", TEXT, income(IncomeSignals::incomeType)),
  PAYMENT_FREQUENCY("income.paymentFrequency", TEXT, income(IncomeSignals::paymentFrequency)),
  MEDIAN_PAY_GAP_DAYS("income.medianPayGapDays", DAYS, income(IncomeSignals::medianPayGapDays)),
  INCOME_VARIABILITY_PCT(
      "income.incomeVariabilityPct", PERCENT, income(IncomeSignals::incomeVariabilityPct)),
  CASH_FLOW_BUFFER_MONTHS(
      "income.cashFlowBufferMonths", MONTHS, income(IncomeSignals::cashFlowBufferMonths)),
  MEDIAN_DEPOSIT_AMOUNT(
      "income.medianDepositAmount", MONEY, income(IncomeSignals::medianDepositAmount)),
  NUM_DEPOSITS_IN_WINDOW(
      "income.numDepositsInWindow", COUNT, income(IncomeSignals::numDepositsInWindow)),
  MONTHLY_INCOME("income.monthlyIncome", MONEY, income(IncomeSignals::monthlyIncome)),

  STUDENT_LOAN_ACCOUNT_PRESENT(
      "lifeStage.studentLoanAccountPresent",
      FLAG,
      lifeStage(LifeStageSignals::studentLoanAccountPresent)),
  STUDENT_LOAN_PAYMENTS_SEEN(
      "lifeStage.studentLoanPaymentsSeen",
      FLAG,
      lifeStage(LifeStageSignals::studentLoanPaymentsSeen)),
  AGE_BRACKET("lifeStage.ageBracket", TEXT, lifeStage(LifeStageSignals::ageBracket)),
  ANNUAL_INCOME("lifeStage.annualIncome", MONEY, lifeStage(LifeStageSignals::annualIncome)),
  HAS_RENT_TRANSACTIONS(
      "lifeStage.hasRentTransactions", FLAG, lifeStage(LifeStageSignals::hasRentTransactions)),
  HAS_MORTGAGE("lifeStage.hasMortgage", FLAG, lifeStage(LifeStageSignals::hasMortgage)),
  TRANSACTION_COUNT_MONTHLY(
      "lifeStage.transactionCountMonthly",
      COUNT,
      lifeStage(LifeStageSignals::transactionCountMonthly)),
  ESSENTIALS_PCT("lifeStage.essentialsPct", PERCENT, lifeStage(LifeStageSignals::essentialsPct));

  private final String path;
  private final SignalKind kind;
  private final Function<UserSignals, @Nullable Object> reader;

  SignalField(String path, SignalKind kind, Function<UserSignals, @Nullable Object> reader) {
    this.path = path;
    this.kind = kind;
    this.reader = reader;
  }

  /** The field of a stable name, if there is one. */
  public static Optional<SignalField> named(String path) {
    return Stream.of(values()).filter(field -> field.path.equals(path)).findFirst();
  }

  /** The stable name with its category, for example {@code credit.anyOverdue}. */
  public String path() {
    return path;
  }

  /** The stable name without its category, for example {@code anyOverdue}. */
  public String simpleName() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** What the value is. */
  public SignalKind kind() {
    return kind;
  }

  /** The value as a number, a Boolean or a text, by {@link #kind()}; null where unknown. */
  @Nullable Object read(UserSignals signals) {
    Object value = reader.apply(signals);
    return switch (value) {
      case null -> null;
      case Integer count -> BigDecimal.valueOf(count);
      case Enum<?> constant -> constant.name();
      default -> value;
    };
  }

  private static Function<UserSignals, @Nullable Object> subscriptions(
      Function<SubscriptionSignals, @Nullable Object> reader) {
    return signals -> {
      SubscriptionSignals category = signals.subscriptions();
      return category == null ? null : reader.apply(category);
    };
  }

  private static Function<UserSignals, @Nullable Object> savings(
      Function<SavingsSignals, @Nullable Object> reader) {
    return signals -> {
      SavingsSignals category = signals.savings();
      return category == null ? null : reader.apply(category);
    };
  }

  private static Function<UserSignals, @Nullable Object> credit(
      Function<CreditSignals, @Nullable Object> reader) {
    return signals -> {
      CreditSignals category = signals.credit();
      return category == null ? null : reader.apply(category);
    };
  }

  private static Function<UserSignals, @Nullable Object> income(
      Function<IncomeSignals, @Nullable Object> reader) {
    return signals -> {
      IncomeSignals category = signals.income();
      return category == null ? null : reader.apply(category);
    };
  }

  private static Function<UserSignals, @Nullable Object> lifeStage(
      Function<LifeStageSignals, @Nullable Object> reader) {
    return signals -> {
      LifeStageSignals category = signals.lifeStage();
      return category == null ? null : reader.apply(category);
    };
  }

  private static Function<UserSignals, @Nullable Object> highestCard(
      Function<CardSignals, @Nullable Object> reader) {
    return credit(
        signals -> {
          CardSignals highest = highestCard(signals);
          return highest == null ? null : reader.apply(highest);
        });
  }

  private static @Nullable CardSignals highestCard(CreditSignals signals) {
    CardSignals highest = null;
    BigDecimal highestPct = null;
    for (CardSignals card : signals.cards()) {
      BigDecimal pct = card.utilizationPct();
      if (pct == null) {
        continue;
      }
      int order = highestPct == null ? 1 : pct.compareTo(highestPct);
      boolean first = highest != null && card.accountId().compareTo(highest.accountId()) < 0;
      if (order > 0 || (order == 0 && first)) {
        highest = card;
        highestPct = pct;
      }
    }
    return highest;
  }

  private static BigDecimal interestCharges(CreditSignals signals) {
    return signals.cards().stream()
        .map(CardSignals::interestCharges)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static @Nullable BigDecimal highestApr(CreditSignals signals) {
    return signals.cards().stream()
        .map(CardSignals::aprPercentage)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Optional<RecurringMerchant> largestMerchant(SubscriptionSignals signals) {
    return signals.merchants().stream()
        .min(
            Comparator.comparing(RecurringMerchant::amount)
                .reversed()
                .thenComparing(RecurringMerchant::name));
  }
}
