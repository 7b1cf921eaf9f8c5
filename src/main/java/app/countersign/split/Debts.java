package app.countersign.split;

import app.countersign.money.Money;
import java.util.List;

/** What members owe whoever paid for them. */
public final class Debts {
  private Debts() {}

  /**
   * One debt for each member whose share is not zero, but the payer; of a share below zero the
   * payer, who received it, is the debtor.
   *
   * @param payer may have no share
   */
  public static List<Debt> of(Split split, String payer) {
    return split.shares().stream()
        .filter(share -> !share.member().equals(payer) && share.amount().amount().signum() != 0)
        .map(share -> debt(share, payer))
        .toList();
  }

  private static Debt debt(Share share, String payer) {
    Money amount = share.amount();
    return amount.amount().signum() > 0
        ? new Debt(share.member(), payer, amount)
        : new Debt(payer, share.member(), new Money(amount.amount().negate(), amount.currency()));
  }
}
