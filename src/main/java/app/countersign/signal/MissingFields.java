package app.countersign.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what signals leave open, by the names their fields have. */
final class MissingFields {
  private final List<String> names = new ArrayList<>();

  private MissingFields() {}

  static List<String> of(UserSignals signals) {
    var missing = new MissingFields();
    missing.inSubscriptions(signals.subscriptions());
    missing.inSavings(signals.savings());
    missing.inCredit(signals.credit());
    missing.inIncome(signals.income());
    missing.inLifeStage(signals.lifeStage());
    return List.copyOf(missing.names);
  }

  private void inSubscriptions(@Nullable SubscriptionSignals subscriptions) {
    check("subscriptions", subscriptions);
    if (subscriptions != null) {
      check("subscriptions.subscriptionSharePct", subscriptions.subscriptionSharePct());
    }
  }

  private void inSavings(@Nullable SavingsSignals savings) {
    check("savings", savings);
    if (savings != null) {
      check("savings.savingsGrowthRatePct", savings.savingsGrowthRatePct());
      check("savings.emergencyFundMonths", savings.emergencyFundMonths());
      check("savings.totalSavingsBalance", savings.totalSavingsBalance());
    }
  }

  private void inCredit(@Nullable CreditSignals credit) {
    check("credit", credit);
    if (credit == null) {
      return;
    }
    for (int index = 0; index < credit.cards().size(); index++) {
      var card = credit.cards().get(index);
      var place = "credit.cards[" + index + "].";
      check(place + "balance", card.balance());
      check(place + "limit", card.limit());
      check(place + "utilizationPct", card.utilizationPct());
      check(place + "minimumPayment", card.minimumPayment());
      check(place + "lastPaymentAmount", card.lastPaymentAmount());
      check(place + "aprPercentage", card.aprPercentage());
      check(place + "overdue", card.overdue());
    }
  }

  private void inIncome(@Nullable IncomeSignals income) {
    check("income", income);
    if (income != null) {
      check("income.medianPayGapDays", income.medianPayGapDays());
      check("income.incomeVariabilityPct", income.incomeVariabilityPct());
      check("income.cashFlowBufferMonths", income.cashFlowBufferMonths());
      check("income.monthlyIncome", income.monthlyIncome());
    }
  }

  private void inLifeStage(@Nullable LifeStageSignals lifeStage) {
    check("lifeStage", lifeStage);
    if (lifeStage != null) {
      check("lifeStage.studentLoanAccountPresent", lifeStage.studentLoanAccountPresent());
      check("lifeStage.ageBracket", lifeStage.ageBracket());
      check("lifeStage.annualIncome", lifeStage.annualIncome());
      check("lifeStage.hasRentTransactions", lifeStage.hasRentTransactions());
      check("lifeStage.hasMortgage", lifeStage.hasMortgage());
      check("lifeStage.transactionCountMonthly", lifeStage.transactionCountMonthly());
      check("lifeStage.essentialsPct", lifeStage.essentialsPct());
    }
  }

  private void check(String name, @Nullable Object value) {
    if (value == null) {
      names.add(name);
    }
  }
}
