package app.countersign.refund;

import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Who is paid, in the order of payment.
 *
 * @param amount null where the balance owed is not known
 */
public record RefundPayee(Kind kind, @Nullable Money amount, String text) {

  /** Who can be paid. */
  public enum Kind {
    /** Whoever holds the lien: first, while a balance exists. */
    LIENHOLDER,
    /** The customer: the rest. */
    CUSTOMER
  }
}
