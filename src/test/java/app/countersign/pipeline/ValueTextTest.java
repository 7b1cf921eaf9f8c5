package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.CreditSignals;
import app.countersign.signal.SignalField;
import app.countersign.signal.SignalKind;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "USD;1234.5;$1,234.50",
        "USD;0;$0.00",
        "USD;-50.005;-$50.01",
        "USD;-0.001;$0.00",
        "EUR;1234.5;€1,234.50",
        "JPY;1234.5;¥1,235",
        "CHF;10;CHF\u00a010.00"
      })
  void moneyIsRoundedOnceToTheCurrencysDigits(String currency, String amount, String shown) {
    ValueText text = new ValueText(Currency.getInstance(currency));

    assertThat(text.number(SignalKind.MONEY, new BigDecimal(amount))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PERCENT;68.00;68%",
        "PERCENT;68.255;68.26%",
        "PERCENT;14.2;14.2%",
        "DAYS;45.5;45.5 days",
        "DAYS;1.00;1 day",
        "MONTHS;0.32;0.32 months",
        "MONTHS;1;1 month",
        "COUNT;1200;1,200",
        "COUNT;7;7"
      })
  void otherNumbersHaveAtMostTwoDecimals(SignalKind kind, String number, String shown) {
    ValueText text = new ValueText(Currency.getInstance("USD"));

    assertThat(text.number(kind, new BigDecimal(number))).isEqualTo(shown);
  }

  @Test
  void valuesReadByTheirKindAndOnlyTheEndOfAMaskIsShown() {
    ValueText text = new ValueText(Currency.getInstance("USD"));
    SignalValues values =
        SignalValues.of(
            new UserSignals(
                null,
                null,
                new CreditSignals(
                    List.of(SampleUsers.card("123456784523", "68", "0", null, false)),
                    null,
                    null,
                    null,
                    true,
                    false,
                    false,
                    false,
                    1),
                SampleUsers.saver().income(),
                null));

    assertThat(text.of(SignalField.HIGHEST_CARD_MASK, values)).isEqualTo("4523");
    assertThat(text.of(SignalField.HIGHEST_CARD_BALANCE, values)).isEqualTo("$3,400.00");
    assertThat(text.of(SignalField.ANY_CARD_HIGH_UTIL, values)).isEqualTo("yes");
    assertThat(text.of(SignalField.ANY_OVERDUE, values)).isEqualTo("no");
    assertThat(text.of(SignalField.INCOME_TYPE, values)).isEqualTo("MIXED");
    assertThat(text.of(SignalField.AGE_BRACKET, values)).isNull();
  }
}
