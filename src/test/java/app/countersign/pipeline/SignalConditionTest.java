package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalConditionTest {
  private static final SignalValues SAVER = SignalValues.of(SampleUsers.saver());
  private static final SignalValues UNKNOWN = SignalValues.of(UserSignals.NONE);

  @ParameterizedTest
  @CsvSource({
    "savings.netSavingsInflow >= 350,true", "savings.netSavingsInflow >= 350.01,false",
    "savings.netSavingsInflow > 350,false", "savings.netSavingsInflow > 349.99,true",
    "savings.netSavingsInflow <= 350,true", "savings.netSavingsInflow < 350,false",
    "savings.netSavingsInflow == 350,true", "credit.anyOverdue,false",
    "credit.anyOverdue == false,true", "lifeStage.hasRentTransactions,true",
    "lifeStage.ageBracket == 36-50,true", "lifeStage.ageBracket == 18-25,false",
    "income.paymentFrequency == BIWEEKLY,true"
  })
  void aConditionHoldsAsWritten(String expression, boolean holds) {
    SignalCondition condition = SignalCondition.parse(expression);

    assertThat(condition.matches(SAVER)).isEqualTo(holds);
    assertThat(condition.matches(UNKNOWN)).isFalse();
    assertThat(condition.margin(UNKNOWN)).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "savings.netSavingsInflow >= 350,0.5", "savings.netSavingsInflow >= 280,0.625",
    "savings.netSavingsInflow >= 175,1", "savings.netSavingsInflow >= 10,1",
    "savings.netSavingsInflow < 700,0.75", "savings.netSavingsInflow > 0,1",
    "savings.netSavingsInflow == 350,1", "lifeStage.hasRentTransactions,1",
    "savings.netSavingsInflow > 350,0"
  })
  void theMarginGrowsWithTheDistanceFromTheThreshold(String expression, String margin) {
    assertThat(SignalCondition.parse(expression).margin(SAVER)).isEqualByComparingTo(margin);
  }

  @Test
  void anExplanationNamesWhatWasSeenAndWanted() {
    ValueText text = new ValueText(Currency.getInstance("USD"));

    assertThat(SignalCondition.parse("savings.netSavingsInflow >= 200").explain(SAVER, text))
        .isEqualTo("savings.netSavingsInflow is $350.00, wanted at least $200.00");
    assertThat(SignalCondition.parse("credit.anyOverdue").explain(SAVER, text))
        .isEqualTo("credit.anyOverdue is no, wanted yes");
    assertThat(SignalCondition.parse("lifeStage.ageBracket == 18-25").explain(UNKNOWN, text))
        .isEqualTo("lifeStage.ageBracket is unknown, wanted 18-25");
  }

  @ParameterizedTest
  @CsvSource({
    "credit.foo >= 1,'there is no signal credit.foo'",
    "credit.numCreditCards,'only a yes-or-no signal can stand alone'",
    "credit.numCreditCards => 1,'write: signal, one of > >= < <= ==, threshold'",
    "credit.numCreditCards >=,'write: signal, one of > >= < <= ==, threshold'",
    "credit.numCreditCards >= many,'many is not a number'",
    "credit.anyOverdue >= true,'only == compares what is not a number'",
    "credit.anyOverdue == maybe,'maybe is neither true nor false'"
  })
  void whatIsNoConditionIsRefused(String expression, String why) {
    assertThatThrownBy(() -> SignalCondition.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + expression + "': " + why);
  }
}
