package app.countersign.persona;

import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.NONE;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.persona.PersonaKind.SUBSCRIPTION_HEAVY;
import static app.countersign.persona.PersonaKind.VARIABLE_INCOME_BUDGETER;
import static app.countersign.persona.SampleSignals.card;
import static app.countersign.persona.SampleSignals.cards;
import static app.countersign.persona.SampleSignals.credit;
import static app.countersign.persona.SampleSignals.incomeOnly;
import static app.countersign.persona.SampleSignals.subscriptions;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.LifeStageSignals;
import app.countersign.signal.UserSignals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which persona comes first, and what stands when none matches. */
class PersonaOrderTest {
  @Test
  void orderBeatsStrengthAndAtMostTwoAreSecondary() {
    StudentSample student = StudentSample.EMPTY.withAnnualIncome("20000").withLoan(true);
    UserSignals signals =
        new UserSignals(
            subscriptions(6, "150", "20", "95"),
            SampleSignals.savings("6", "500"),
            cards(card("1111", "10", true)),
            SampleSignals.income("60", "0.3", "40"),
            student.signals().lifeStage());

    PersonaAssessment assessment = PersonaRules.evaluate(signals);

    assertThat(assessment.primary()).isEqualTo(HIGH_UTILIZATION);
    assertThat(assessment.primaryStrength()).isEqualTo(MatchStrength.WEAK);
    assertThat(assessment.primaryScore()).isEqualTo("0.5");
    assertThat(assessment.secondary()).containsExactly(VARIABLE_INCOME_BUDGETER, STUDENT);
    assertThat(assessment.allMatches())
        .containsExactly(
            HIGH_UTILIZATION,
            VARIABLE_INCOME_BUDGETER,
            STUDENT,
            SUBSCRIPTION_HEAVY,
            SAVINGS_BUILDER);
    assertThat(assessment.matches())
        .extracting(PersonaMatch::strength)
        .containsExactly(
            MatchStrength.WEAK,
            MatchStrength.STRONG,
            MatchStrength.STRONG,
            MatchStrength.STRONG,
            MatchStrength.STRONG);
  }

  @Test
  void noSignalIsNoneAndChecksAllFiveAllTheSame() {
    PersonaAssessment assessment = PersonaRules.evaluate(UserSignals.NONE);

    assertThat(assessment.primary()).isEqualTo(NONE);
    assertThat(assessment.primaryStrength()).isEqualTo(MatchStrength.NONE);
    assertThat(assessment.secondary()).isEmpty();
    assertThat(assessment.allMatches()).isEmpty();
    assertThat(assessment.matches())
        .extracting(PersonaMatch::persona)
        .containsExactly(
            HIGH_UTILIZATION,
            VARIABLE_INCOME_BUDGETER,
            STUDENT,
            SUBSCRIPTION_HEAVY,
            SAVINGS_BUILDER);
    assertThat(assessment.matches())
        .flatExtracting(PersonaMatch::criteria)
        .hasSize(21)
        .allSatisfy(
            criterion -> {
              assertThat(criterion.observed()).isNull();
              assertThat(criterion.met()).isFalse();
            });
  }

  @Test
  void anyCategoryAloneIsEnoughForGeneral() {
    LifeStageSignals unknown =
        new LifeStageSignals(null, false, null, null, null, null, null, null);
    LifeStageSignals age = new LifeStageSignals(null, false, "26-35", null, null, null, null, null);
    LifeStageSignals payments =
        new LifeStageSignals(null, true, null, null, null, null, null, null);
    List<UserSignals> some =
        List.of(
            new UserSignals(subscriptions(0, "0", null, "0"), null, null, null, null),
            new UserSignals(null, SampleSignals.savings(null, "0"), null, null, null),
            credit(cards()),
            incomeOnly(null, null, null),
            new UserSignals(null, null, null, null, age),
            new UserSignals(null, null, null, null, payments));

    assertThat(some)
        .allSatisfy(
            signals -> {
              PersonaAssessment assessment = PersonaRules.evaluate(signals);
              assertThat(assessment.primary()).isEqualTo(GENERAL);
              assertThat(assessment.primaryStrength()).isEqualTo(MatchStrength.DEFAULT);
              assertThat(assessment.secondary()).isEmpty();
              assertThat(assessment.allMatches()).containsExactly(GENERAL);
            });
    assertThat(PersonaRules.evaluate(new UserSignals(null, null, null, null, unknown)).primary())
        .isEqualTo(NONE);
  }

  @Test
  void scoresFollowTheStrengths() {
    assertThat(MatchStrength.values())
        .extracting(strength -> strength.score().toPlainString())
        .containsExactly("0.9", "0.7", "0.5", "0.3", "0");
  }
}
