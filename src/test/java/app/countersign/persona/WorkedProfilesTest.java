package app.countersign.persona;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.CreditSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five people whose persona and strength are known. */
class WorkedProfilesTest {
  private static void assertPrimary(
      UserSignals signals, PersonaKind persona, MatchStrength strength) {
    PersonaAssessment assessment = PersonaRules.evaluate(signals);
    assertThat(assessment.primary()).isEqualTo(persona);
    assertThat(assessment.primaryStrength()).isEqualTo(strength);
    assertThat(assessment.secondary()).isEmpty();
  }

  @Test
  void twoLoadedCardsWithInterestAndAnOverduePaymentAreStrongHighUtilization() {
    CreditSignals credit =
        new CreditSignals(
            List.of(
                SampleSignals.card("1111", "68", false), SampleSignals.card("2222", "26", false)),
            new BigDecimal("55"),
            null,
            null,
            true,
            false,
            true,
            true,
            2);

    assertPrimary(SampleSignals.credit(credit), PersonaKind.HIGH_UTILIZATION, MatchStrength.STRONG);
  }

  @Test
  void payEverySixtyDaysWithALittleBufferIsStrongVariableIncome() {
    assertPrimary(
        SampleSignals.incomeOnly("60", ".32", "35"),
        PersonaKind.VARIABLE_INCOME_BUDGETER,
        MatchStrength.STRONG);
  }

  @Test
  void aYoungPersonWithALoanAndMuchCoffeeIsAStrongStudent() {
    StudentSample student =
        StudentSample.EMPTY
            .withLoan(true)
            .withAge("18-25")
            .withAnnualIncome("18000")
            .withCoffee("95")
            .withCards(1);

    assertPrimary(student.signals(), PersonaKind.STUDENT, MatchStrength.STRONG);
  }

  @Test
  void sevenSubscriptionsAtFourteenPercentAreModeratelySubscriptionHeavy() {
    UserSignals signals =
        new UserSignals(
            SampleSignals.subscriptions(7, "152.94", "14.2", "0"), null, null, null, null);

    assertPrimary(signals, PersonaKind.SUBSCRIPTION_HEAVY, MatchStrength.MODERATE);
  }

  @Test
  void threePercentGrowthIsAModerateSavingsBuilder() {
    UserSignals signals =
        SampleSignals.saver(
            "3.2", "350", SampleSignals.cards(SampleSignals.card("1111", "13", false)));

    assertPrimary(signals, PersonaKind.SAVINGS_BUILDER, MatchStrength.MODERATE);
  }
}
