package app.countersign.persona;

import app.countersign.signal.IncomeSignals;
import app.countersign.signal.IncomeType;
import app.countersign.signal.LifeStageSignals;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.UserSignals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values the student rule reads; null is unknown. */
record StudentSample(
    @Nullable Boolean loan,
    @Nullable String age,
    @Nullable String transactions,
    @Nullable String essentials,
    @Nullable String annualIncome,
    PaymentFrequency frequency,
    @Nullable String coffee,
    @Nullable Integer cards,
    @Nullable Boolean rent,
    @Nullable Boolean mortgage) {

  static final StudentSample EMPTY =
      new StudentSample(
          null, null, null, null, null, PaymentFrequency.UNKNOWN, null, null, null, null);

  UserSignals signals() {
    return new UserSignals(
        coffee == null ? null : SampleSignals.subscriptions(0, "0", null, coffee),
        null,
        cards == null ? null : SampleSignals.cards(null, false, false, false, cards),
        new IncomeSignals(
            IncomeType.UNKNOWN, frequency, null, null, null, null, 0, null, List.of()),
        new LifeStageSignals(
            loan,
            false,
            age,
            SampleSignals.decimal(annualIncome),
            rent,
            mortgage,
            SampleSignals.decimal(transactions),
            SampleSignals.decimal(essentials)));
  }

  StudentSample withLoan(@Nullable Boolean value) {
    return new StudentSample(
        value,
        age,
        transactions,
        essentials,
        annualIncome,
        frequency,
        coffee,
        cards,
        rent,
        mortgage);
  }

  StudentSample withAge(@Nullable String value) {
    return new StudentSample(
        loan,
        value,
        transactions,
        essentials,
        annualIncome,
        frequency,
        coffee,
        cards,
        rent,
        mortgage);
  }

  StudentSample withRows(@Nullable String count, @Nullable String essentialsPct) {
    return new StudentSample(
        loan, age, count, essentialsPct, annualIncome, frequency, coffee, cards, rent, mortgage);
  }

  StudentSample withAnnualIncome(@Nullable String value) {
    return new StudentSample(
        loan, age, transactions, essentials, value, frequency, coffee, cards, rent, mortgage);
  }

  StudentSample withFrequency(PaymentFrequency value) {
    return new StudentSample(
        loan, age, transactions, essentials, annualIncome, value, coffee, cards, rent, mortgage);
  }

  StudentSample withCoffee(@Nullable String value) {
    return new StudentSample(
        loan, age, transactions, essentials, annualIncome, frequency, value, cards, rent, mortgage);
  }

  StudentSample withCards(@Nullable Integer value) {
    return new StudentSample(
        loan,
        age,
        transactions,
        essentials,
        annualIncome,
        frequency,
        coffee,
        value,
        rent,
        mortgage);
  }

  StudentSample withHome(@Nullable Boolean pays, @Nullable Boolean owes) {
    return new StudentSample(
        loan, age, transactions, essentials, annualIncome, frequency, coffee, cards, pays, owes);
  }
}
