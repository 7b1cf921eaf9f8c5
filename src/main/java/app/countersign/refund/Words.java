package app.countersign.refund;

import app.countersign.money.Money;
import java.math.BigDecimal;

/** How amounts and numbers are written in the explanations. */
final class Words {

  private Words() {}

  static String of(Money money) {
    return money.amount().toPlainString() + " " + money.currency();
  }

  static String of(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  static String days(long count) {
    return count == 1 ? "1 day" : count + " days";
  }
}
