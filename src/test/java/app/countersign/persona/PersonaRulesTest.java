package app.countersign.persona;

import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.SUBSCRIPTION_HEAVY;
import static app.countersign.persona.PersonaKind.VARIABLE_INCOME_BUDGETER;
import static app.countersign.persona.SampleSignals.card;
import static app.countersign.persona.SampleSignals.cards;
import static app.countersign.persona.SampleSignals.credit;
import static app.countersign.persona.SampleSignals.incomeOnly;
import static app.countersign.persona.SampleSignals.saver;
import static app.countersign.persona.SampleSignals.subscriptions;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.CreditSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonaRulesTest {
  private static @Nullable MatchStrength strength(UserSignals signals, PersonaKind persona) {
    return match(signals, persona).strength();
  }

  private static PersonaMatch match(UserSignals signals, PersonaKind persona) {
    return PersonaRules.evaluate(signals).matches().stream()
        .filter(match -> match.persona() == persona)
        .findFirst()
        .orElseThrow();
  }

  private static Criterion criterion(UserSignals signals, PersonaKind persona, String name) {
    return match(signals, persona).criteria().stream()
        .filter(criterion -> criterion.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "false,true,false", "false,false,true"})
  void anyOneCreditFlagIsHighUtilization(boolean high, boolean interest, boolean overdue) {
    UserSignals signals = credit(cards("20", high, interest, overdue, 1));

    assertThat(PersonaRules.evaluate(signals).primary()).isEqualTo(HIGH_UTILIZATION);
    assertThat(match(signals, HIGH_UTILIZATION).criteria())
        .extracting(Criterion::met)
        .containsExactly(high, interest, overdue, false);
  }

  @Test
  void aCardPaidAtItsMinimumIsAReasonOfItsOwnAndSaysSo() {
    UserSignals signals = credit(cards(card("1111", "10", false), card("2222", "10", true)));

    assertThat(strength(signals, HIGH_UTILIZATION)).isEqualTo(MatchStrength.WEAK);
    assertThat(criterion(signals, HIGH_UTILIZATION, "minimumPaymentOnly"))
        .isEqualTo(
            new Criterion(
                "minimumPaymentOnly",
                Comparison.ANY_TRUE,
                "any card",
                "card ending in 2222",
                null,
                null,
                true));
  }

  @Test
  void highUtilizationShowsTheHighestCardBesideTheFlag() {
    CreditSignals two = cards(card("1111", "68", false), card("2222", "26", false));
    UserSignals signals =
        credit(new CreditSignals(two.cards(), null, null, null, true, false, false, false, 2));

    assertThat(criterion(signals, HIGH_UTILIZATION, "anyCardHighUtil"))
        .isEqualTo(
            new Criterion(
                "anyCardHighUtil",
                Comparison.IS_TRUE,
                "a card at 50% or more",
                "yes, highest 68%",
                new BigDecimal("50"),
                new BigDecimal("68"),
                true));
  }

  @Test
  void withoutAnyCreditFlagThereIsNoHighUtilization() {
    UserSignals signals = credit(cards("95", false, false, false, 1));

    assertThat(match(signals, HIGH_UTILIZATION).matched()).isFalse();
    assertThat(strength(signals, HIGH_UTILIZATION)).isNull();
    assertThat(match(signals, HIGH_UTILIZATION).score()).isEqualTo(BigDecimal.ZERO);
    assertThat(PersonaRules.evaluate(signals).primary()).isEqualTo(GENERAL);
  }

  @ParameterizedTest
  @CsvSource({
    "69.99,true,false,MODERATE", "70,true,false,STRONG", "70.01,false,false,STRONG",
    "69.99,false,false,WEAK", "49.99,true,false,WEAK", "50,true,false,MODERATE",
    "50.01,true,false,MODERATE", "50,false,false,WEAK", "10,false,true,STRONG",
    ",true,false,WEAK", ",true,true,STRONG"
  })
  void highUtilizationStrengths(
      @Nullable String aggregate, boolean interest, boolean overdue, MatchStrength expected) {
    assertThat(strength(credit(cards(aggregate, true, interest, overdue, 1)), HIGH_UTILIZATION))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "44.99,0.5,false", "45,0.5,false", "45.01,0.5,true", "45.5,0.5,true",
    "60,0.99,true", "60,1,false", "60,1.00,false", "60,1.01,false",
    ",0.5,false", "60,,false"
  })
  void variableIncomeNeedsALongGapAndASmallBuffer(
      @Nullable String gap, @Nullable String buffer, boolean matched) {
    UserSignals signals = incomeOnly(gap, buffer, "10");

    assertThat(match(signals, VARIABLE_INCOME_BUDGETER).matched()).isEqualTo(matched);
    assertThat(PersonaRules.evaluate(signals).primary())
        .isEqualTo(matched ? VARIABLE_INCOME_BUDGETER : GENERAL);
  }

  @ParameterizedTest
  @CsvSource({
    "0.49,30.01,STRONG",
    "0.5,30.01,MODERATE",
    "0.51,30.01,MODERATE",
    "0.49,30,MODERATE",
    "0.49,29.99,MODERATE",
    "0.99,20.01,MODERATE",
    "0.99,20,WEAK",
    "0.49,19.99,WEAK",
    "0.2,,WEAK"
  })
  void variableIncomeStrengths(
      String buffer, @Nullable String variability, MatchStrength expected) {
    assertThat(strength(incomeOnly("60", buffer, variability), VARIABLE_INCOME_BUDGETER))
        .isEqualTo(expected);
  }

  @Test
  void variableIncomeShowsItsNumbers() {
    assertThat(match(incomeOnly("60", ".32", "35"), VARIABLE_INCOME_BUDGETER).criteria())
        .containsExactly(
            new Criterion(
                "medianPayGapDays",
                Comparison.GREATER_THAN,
                "45 days",
                "60 days",
                new BigDecimal("45"),
                new BigDecimal("60"),
                true),
            new Criterion(
                "cashFlowBufferMonths",
                Comparison.LESS_THAN,
                "1 month",
                "0.32 months",
                new BigDecimal("1.0"),
                new BigDecimal("0.32"),
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "2,100,20,",
    "3,49.99,9.99,",
    "3,50,9.99,WEAK",
    "3,50.01,9.99,WEAK",
    "3,50,,WEAK",
    "3,49.99,10,MODERATE",
    "3,0,10.01,MODERATE",
    "3,49.99,,",
    "5,50,14.99,MODERATE",
    "5,50,15,STRONG",
    "6,50,15.01,STRONG",
    "4,50,15,MODERATE",
    "5,50,9.99,WEAK",
    "4,49.99,9.99,"
  })
  void subscriptionHeavyStrengths(
      int count, String spend, @Nullable String share, @Nullable MatchStrength expected) {
    UserSignals signals =
        new UserSignals(subscriptions(count, spend, share, "0"), null, null, null, null);

    assertThat(strength(signals, SUBSCRIPTION_HEAVY)).isEqualTo(expected);
    assertThat(PersonaRules.evaluate(signals).primary())
        .isEqualTo(expected == null ? GENERAL : SUBSCRIPTION_HEAVY);
  }

  @ParameterizedTest
  @CsvSource({
    "1.99,199.99,",
    "2,199.99,MODERATE",
    "2.01,0,MODERATE",
    "1.99,200,MODERATE",
    "-1,200.01,MODERATE",
    ",200,MODERATE",
    ",199.99,",
    "5,399.99,MODERATE",
    "4.99,400,MODERATE",
    "5,400,STRONG",
    "5.01,400.01,STRONG",
    ",400,MODERATE"
  })
  void savingsBuilderStrengths(
      @Nullable String growth, String inflow, @Nullable MatchStrength expected) {
    UserSignals signals = saver(growth, inflow, cards(card("1111", "13", false)));

    assertThat(strength(signals, SAVINGS_BUILDER)).isEqualTo(expected);
    assertThat(PersonaRules.evaluate(signals).primary())
        .isEqualTo(expected == null ? GENERAL : SAVINGS_BUILDER);
  }

  @ParameterizedTest
  @CsvSource({"29.99,true", "30,false", "30.01,false", "0,true", ",false"})
  void everyCardIsBelowThirtyPercentForASavingsBuilder(@Nullable String pct, boolean matched) {
    UserSignals signals =
        saver("3", "300", cards(card("1111", "5", false), card("2222", pct, false)));

    assertThat(match(signals, SAVINGS_BUILDER).matched()).isEqualTo(matched);
  }

  @Test
  void creditDataWithoutACardMeetsTheCardCriterionAndNoCreditDataFailsIt() {
    UserSignals loanOnly = saver("3", "300", cards());
    UserSignals bankOnly =
        new UserSignals(null, SampleSignals.savings("3", "300"), null, null, null);
    UserSignals cardsMissing = saver("3", "300", cards(null, false, false, false, 1));

    assertThat(match(loanOnly, SAVINGS_BUILDER).matched()).isTrue();
    assertThat(criterion(loanOnly, SAVINGS_BUILDER, "cardUtilizationPct").observed())
        .isEqualTo("no card");
    assertThat(match(bankOnly, SAVINGS_BUILDER).matched()).isFalse();
    assertThat(criterion(bankOnly, SAVINGS_BUILDER, "cardUtilizationPct").observed()).isNull();
    assertThat(match(cardsMissing, SAVINGS_BUILDER).matched()).isFalse();
    assertThat(criterion(cardsMissing, SAVINGS_BUILDER, "cardUtilizationPct").observed())
        .isEqualTo("cards unknown");
  }

  @Test
  void theCardCriterionNamesEachCardAndWhatIsUnknown() {
    UserSignals signals =
        saver("3", "300", cards(card("1111", "12.50", false), card(null, null, false)));

    assertThat(criterion(signals, SAVINGS_BUILDER, "cardUtilizationPct"))
        .isEqualTo(
            new Criterion(
                "cardUtilizationPct",
                Comparison.EVERY_BELOW,
                "30%",
                "12.5% on card ending in 1111; unknown on a card",
                new BigDecimal("30"),
                new BigDecimal("12.50"),
                false));
  }

  @Test
  void amountsAreShownWithTheirCents() {
    UserSignals signals = saver("3", "350", cards());

    Criterion inflow = criterion(signals, SAVINGS_BUILDER, "netSavingsInflow");

    assertThat(inflow.threshold()).isEqualTo("200.00");
    assertThat(inflow.observed()).isEqualTo("350.00");
  }
}
