package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.InvalidSplit.Reason;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bill with items, checked, in minor units.
 *
 * @param items of each member, exact
 * @param extras tax, tip, fee and shipping together
 * @param discount what is taken off; at or below zero on a refund
 * @param isRefund every amount is at or below zero
 */
record Bill(ExactParts items, BigInteger extras, BigInteger discount, boolean isRefund) {
  private static final int MOST_ITEMS = 500;

  static Bill of(ByItem rule, Amounts amounts, Roster roster) {
    if (rule.items().size() > MOST_ITEMS) {
      throw new InvalidSplit(
          Reason.TOO_MANY, "rule.items", "At most %d items can be split.".formatted(MOST_ITEMS));
    }
    var taken = new ArrayList<Taken>(rule.items().size());
    for (int index = 0; index < rule.items().size(); index++) {
      taken.add(Taken.of(rule.items().get(index), "rule.items[" + index + "]", amounts, roster));
    }
    boolean isRefund =
        Stream.concat(rule.items().stream().map(Item::amount), rule.charges().all())
            .map(money -> money.amount().signum())
            .noneMatch(sign -> sign > 0);
    Charges charges = rule.charges();
    BigInteger extras =
        charge(charges.tax(), "tax", amounts, isRefund)
            .add(charge(charges.tip(), "tip", amounts, isRefund))
            .add(charge(charges.fee(), "fee", amounts, isRefund))
            .add(charge(charges.shipping(), "shipping", amounts, isRefund));
    BigInteger discount = charge(charges.discount(), "discount", amounts, isRefund);
    Bill bill = new Bill(exactItems(taken, roster), extras, discount, isRefund);
    bill.refuseTooLargeADiscount();
    return bill;
  }

  BigInteger total() {
    return itemTotal().add(extras).subtract(discount);
  }

  /**
   * The exact items of each; the same for all where they come to nothing. One whose items come to
   * less than nothing bears no charges.
   */
  List<BigInteger> weightsOfCharges() {
    BigInteger sign = BigInteger.valueOf(isRefund ? -1 : 1);
    return itemTotal().multiply(sign).signum() <= 0
        ? Collections.nCopies(items.numerators().size(), BigInteger.ONE)
        : items.numerators().stream().map(own -> own.multiply(sign).max(BigInteger.ZERO)).toList();
  }

  static BigInteger leastCommonMultiple(BigInteger one, BigInteger other) {
    return one.equals(other) ? one : one.divide(one.gcd(other)).multiply(other);
  }

  private BigInteger itemTotal() {
    return ExactParts.sum(items.numerators()).divide(items.denominator());
  }

  private void refuseTooLargeADiscount() {
    BigInteger atMost = itemTotal().max(BigInteger.ZERO);
    boolean isTooLarge =
        isRefund ? discount.abs().compareTo(itemTotal().abs()) > 0 : discount.compareTo(atMost) > 0;
    if (isTooLarge) {
      throw new InvalidSplit(
          Reason.DISCOUNT_TOO_LARGE,
          "rule.charges.discount.amount",
          "The discount is larger than the items it is taken off.");
    }
  }

  private static BigInteger charge(
      @Nullable Money money, String name, Amounts amounts, boolean isRefund) {
    String field = "rule.charges." + name;
    BigInteger units = amounts.units(money, field);
    if (units.signum() < 0 && !isRefund) {
      throw new InvalidSplit(
          Reason.BAD_AMOUNT,
          field + ".amount",
          "This is below zero only on a refund, where every amount is.");
    }
    return units;
  }

  private static ExactParts exactItems(List<Taken> taken, Roster roster) {
    BigInteger denominator =
        taken.stream().map(Taken::allShares).reduce(BigInteger.ONE, Bill::leastCommonMultiple);
    var numerators = new ArrayList<BigInteger>(Collections.nCopies(roster.size(), BigInteger.ZERO));
    for (Taken item : taken) {
      BigInteger perShare = item.units().multiply(denominator.divide(item.allShares()));
      for (int taker = 0; taker < item.places().size(); taker++) {
        BigInteger own = perShare.multiply(item.shares().get(taker));
        numerators.set(item.places().get(taker), numerators.get(item.places().get(taker)).add(own));
      }
    }
    return new ExactParts(numerators, denominator);
  }

  /** An item, who took it by their places, and how much of it each. */
  private record Taken(
      BigInteger units, List<Integer> places, List<BigInteger> shares, BigInteger allShares) {

    static Taken of(Item item, String field, Amounts amounts, Roster roster) {
      BigInteger units = amounts.units(item.amount(), field + ".amount");
      var places = new ArrayList<Integer>(item.takers().size());
      var fields = new ArrayList<String>(item.takers().size());
      var seen = new HashSet<String>();
      for (int index = 0; index < item.takers().size(); index++) {
        Taker taker = item.takers().get(index);
        String at = field + ".takers[" + index + "]";
        places.add(roster.placeOf(taker.member(), at + ".member"));
        fields.add(at + ".shares");
        if (!seen.add(taker.member())) {
          throw Roster.duplicate(at + ".member");
        }
      }
      List<BigDecimal> given = item.takers().stream().map(Taker::shares).toList();
      List<BigInteger> shares = Amounts.ratio(given, fields);
      BigInteger common = shares.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
      if (common.signum() == 0) {
        throw new InvalidSplit(Reason.NO_TAKER, field + ".takers", "Nobody took this item.");
      }
      List<BigInteger> reduced = shares.stream().map(share -> share.divide(common)).toList();
      return new Taken(units, places, reduced, ExactParts.sum(reduced));
    }
  }
}
