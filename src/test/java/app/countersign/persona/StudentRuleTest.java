package app.countersign.persona;

import static app.countersign.persona.PersonaKind.STUDENT;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.UserSignals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentRuleTest {
  private static final StudentSample TWO_SIGNS =
      StudentSample.EMPTY.withAnnualIncome("20000").withCards(1);

  private static @Nullable MatchStrength strength(UserSignals signals, PersonaKind persona) {
    return match(signals, persona).strength();
  }

  private static PersonaMatch match(UserSignals signals, PersonaKind persona) {
    return PersonaRules.evaluate(signals).matches().get(persona.ordinal());
  }

  @Test
  void eachMajorStudentSignIsEnoughWithTwoSupportingOnes() {
    assertThat(strength(TWO_SIGNS.withLoan(true).signals(), STUDENT))
        .isEqualTo(MatchStrength.MODERATE);
    assertThat(strength(TWO_SIGNS.withAge("18-25").signals(), STUDENT))
        .isEqualTo(MatchStrength.MODERATE);
    assertThat(strength(TWO_SIGNS.withRows("49.99", "40.01").signals(), STUDENT))
        .isEqualTo(MatchStrength.MODERATE);
    assertThat(match(TWO_SIGNS.signals(), STUDENT).matched()).isFalse();
    assertThat(match(TWO_SIGNS.withLoan(false).withAge("26-35").signals(), STUDENT).matched())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "49.99,40.01,true",
    "50,40.01,false",
    "50.01,40.01,false",
    "49.99,40,false",
    "49.99,39.99,false",
    ",40.01,false",
    "49.99,,false"
  })
  void fewTransactionsCountOnlyWithManyEssentials(
      @Nullable String transactions, @Nullable String essentials, boolean matched) {
    UserSignals signals = TWO_SIGNS.withRows(transactions, essentials).signals();

    assertThat(match(signals, STUDENT).matched()).isEqualTo(matched);
  }

  @ParameterizedTest
  @CsvSource({"29999.99,true", "30000,false", "30000.01,false", ",false"})
  void annualIncomeSupportsBelowThirtyThousand(@Nullable String income, boolean met) {
    StudentSample one = StudentSample.EMPTY.withLoan(true).withCards(1).withAnnualIncome(income);

    assertThat(match(one.signals(), STUDENT).matched()).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"IRREGULAR,true", "UNKNOWN,false", "MONTHLY,false", "WEEKLY,false"})
  void onlyIrregularPaySupports(PaymentFrequency frequency, boolean met) {
    StudentSample one = StudentSample.EMPTY.withLoan(true).withCards(1).withFrequency(frequency);

    assertThat(match(one.signals(), STUDENT).matched()).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"74.99,false", "75,true", "75.01,true", ",false"})
  void coffeeAndDeliverySupportFromSeventyFive(@Nullable String coffee, boolean met) {
    StudentSample one = StudentSample.EMPTY.withLoan(true).withCards(1).withCoffee(coffee);

    assertThat(match(one.signals(), STUDENT).matched()).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,true", "2,true", "3,false", ",false"})
  void fewCardsSupportOnlyWhereCreditIsKnown(@Nullable Integer cards, boolean met) {
    StudentSample one =
        StudentSample.EMPTY.withLoan(true).withAnnualIncome("1000").withCards(cards);

    assertThat(match(one.signals(), STUDENT).matched()).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "true,false,true",
    "true,true,false",
    "false,false,false",
    "true,,false",
    ",false,false"
  })
  void rentSupportsOnlyWithoutAMortgage(
      @Nullable Boolean rent, @Nullable Boolean mortgage, boolean met) {
    StudentSample one = StudentSample.EMPTY.withLoan(true).withCards(1).withHome(rent, mortgage);

    assertThat(match(one.signals(), STUDENT).matched()).isEqualTo(met);
  }

  @Test
  void aStudentIsStrongWithALoanAndThreeSupportingSigns() {
    StudentSample three = TWO_SIGNS.withCoffee("95");

    assertThat(strength(three.withLoan(true).signals(), STUDENT)).isEqualTo(MatchStrength.STRONG);
    assertThat(strength(three.withAge("18-25").signals(), STUDENT))
        .isEqualTo(MatchStrength.MODERATE);
    assertThat(strength(TWO_SIGNS.withLoan(true).signals(), STUDENT))
        .isEqualTo(MatchStrength.MODERATE);
  }

  @Test
  void oneSupportingSignIsNotEnough() {
    StudentSample one = StudentSample.EMPTY.withLoan(true).withAge("18-25").withCards(1);

    assertThat(match(one.signals(), STUDENT).matched()).isFalse();
  }
}
