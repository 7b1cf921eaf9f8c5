package app.countersign.extraction.rules;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;

/** A fee in words, for notes. */
final class FeeText {
  private FeeText() {}

  static String of(CancellationFee fee) {
    return switch (fee) {
      case CancellationFee.Fixed fixed -> of(fixed.amount());
      case CancellationFee.Percentage share ->
          share.percent().toPlainString()
              + " % of the "
              + (share.base() == CancellationFee.Base.PRICE ? "price" : "refund")
              + (share.cap() == null ? "" : ", at most " + of(share.cap()));
    };
  }

  static String of(Money money) {
    return money.amount().toPlainString() + " " + money.currency();
  }
}
