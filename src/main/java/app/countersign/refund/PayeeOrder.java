package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundPayee.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Who is paid: the lienholder up to what is owed, the customer the rest. */
final class PayeeOrder {

  private PayeeOrder() {}

  static List<RefundPayee> of(RefundCase refundCase, Money refund, Trail trail) {
    if (refund.amount().signum() == 0) {
      return List.of();
    }
    Money balance = refundCase.request().lienBalance();
    if (balance == null) {
      trail.unknown(
          RefundUnknown.Code.LIEN_BALANCE_UNKNOWN,
          "The balance owed is not known: lienholder first, amount unknown.");
      say(trail, "Lienholder first, amount unknown; the rest to the customer.");
      return List.of(
          new RefundPayee(Kind.LIENHOLDER, null, "lienholder first, amount unknown"),
          new RefundPayee(Kind.CUSTOMER, null, "what the balance owed leaves"));
    }
    BigDecimal toLienholder = balance.amount().min(refund.amount());
    BigDecimal toCustomer = refund.amount().subtract(toLienholder);
    List<RefundPayee> payees = new ArrayList<>();
    add(payees, Kind.LIENHOLDER, toLienholder, refund, "up to the balance owed");
    add(payees, Kind.CUSTOMER, toCustomer, refund, "what the balance owed leaves");
    say(trail, "The lienholder is paid up to the balance owed, the customer the rest.");
    return payees;
  }

  private static void add(
      List<RefundPayee> payees, Kind kind, BigDecimal amount, Money refund, String text) {
    if (amount.signum() > 0) {
      payees.add(new RefundPayee(kind, Money.of(amount, refund.currency()), text));
    }
  }

  private static void say(Trail trail, String text) {
    trail.say(RefundStep.Kind.PAYEES, Trail.Authority.DEFAULT, text);
  }
}
