package app.countersign.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact numbers as people read them. */
class RatioTest {

  @ParameterizedTest
  @CsvSource({"200, 6, 100/3", "-50, 4, -25/2", "75, 3, 25", "0, 7, 0"})
  void aNumberIsReadInLowestTerms(long numerator, long denominator, String text) {
    var ratio = new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));

    assertThat(ratio.text()).isEqualTo(text);
    assertThat(ratio.plus(ratio.negated()).text()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"200", "5000"})
  void aNumberTooLongToReadIsReadAsDigits(int bits) {
    BigInteger power = BigInteger.TWO.pow(bits);
    var third = new Ratio(power, power.add(BigInteger.ONE).multiply(BigInteger.valueOf(3)));

    assertThat(third.text()).isEqualTo("≈ 0.33333333333333333333");
  }

  @Test
  void numbersOfDifferentDenominatorsAdd() {
    var half = new Ratio(BigInteger.ONE, BigInteger.TWO);
    var third = new Ratio(BigInteger.ONE, BigInteger.valueOf(3));

    assertThat(half.plus(third).text()).isEqualTo("5/6");
  }

  @Test
  void aDenominatorIsAboveZero() {
    assertThatThrownBy(() -> new Ratio(BigInteger.ONE, BigInteger.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }
}
