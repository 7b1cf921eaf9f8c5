package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.InvalidSplit.Reason;
import app.countersign.split.Share.Kind;
import app.countersign.split.Share.Part;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.ByWeight;
import app.countersign.split.SplitRule.Equal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Divides amounts among members. Exact until each part is rounded once, by largest remainder, so
 * that the shares always sum to the whole; the first members of the request win equal remainders.
 *
 * <p>A part is less than one minor unit from its exact amount. By item, a share is the sum of up to
 * three such parts, so that one whose items are all but taken off can come out a unit below zero.
 */
public final class Splits {
  private Splits() {}

  /**
   * Splits an amount.
   *
   * @param total in whole minor units of its currency, of either sign; by item it must be what the
   *     items and charges come to
   * @param members each once; their order decides ties
   * @throws InvalidSplit where it cannot be split so
   */
  public static Split split(Money total, List<String> members, SplitRule rule) {
    Amounts amounts = Amounts.in(total.currency(), "total");
    BigInteger units = amounts.units(total, "total");
    Roster roster = Roster.of(members);
    return switch (rule) {
      case Equal() ->
          whole(amounts, units, members, Collections.nCopies(members.size(), BigInteger.ONE));
      case ByWeight byWeight -> whole(amounts, units, members, weights(roster, byWeight));
      case ByItem byItem -> {
        Bill bill = Bill.of(byItem, amounts, roster);
        if (!bill.total().equals(units)) {
          throw new InvalidSplit(
              Reason.WRONG_TOTAL,
              "total",
              "The items and charges come to %s, not %s."
                  .formatted(amounts.money(bill.total()).amount(), amounts.money(units).amount()));
        }
        yield byItem(amounts, bill, members);
      }
    };
  }

  /**
   * Splits what the items and charges come to.
   *
   * @param rule with at least one amount
   * @throws InvalidSplit where it cannot be split so
   */
  public static Split split(List<String> members, ByItem rule) {
    Amounts amounts = Amounts.in(currencyOf(rule), "rule");
    Roster roster = Roster.of(members);
    return byItem(amounts, Bill.of(rule, amounts, roster), members);
  }

  /**
   * Splits what came back of an order by the exact shares of that order. What came back whole is
   * the mirror image of the order's split, to the cent.
   *
   * @param refund above zero, at most the order's total; the shares have the opposite sign of the
   *     order's
   * @throws InvalidSplit for another amount
   */
  public static Split refund(Split order, Money refund) {
    Amounts amounts = Amounts.in(order.total().currency(), "order.total");
    BigInteger whole = amounts.units(order.total(), "order.total");
    BigInteger units = amounts.units(refund, "refund");
    if (units.signum() <= 0) {
      throw new InvalidSplit(
          Reason.BAD_AMOUNT, "refund.amount", "What came back must be above zero.");
    }
    if (units.compareTo(whole.abs()) > 0) {
      throw new InvalidSplit(
          Reason.REFUND_TOO_LARGE, "refund.amount", "More came back than the order came to.");
    }
    if (units.equals(whole.abs())) {
      return mirrored(order, amounts);
    }
    List<String> members = order.shares().stream().map(Share::member).toList();
    BigInteger signed = units.multiply(BigInteger.valueOf(-whole.signum()));
    return whole(amounts, signed, members, exactWeights(order, whole.signum()));
  }

  private static List<BigInteger> weights(Roster roster, ByWeight rule) {
    var byPlace = new ArrayList<BigDecimal>(Collections.nCopies(roster.size(), BigDecimal.ZERO));
    var fields = new ArrayList<String>(Collections.nCopies(roster.size(), ""));
    for (int index = 0; index < rule.weights().size(); index++) {
      var weight = rule.weights().get(index);
      String field = "rule.weights[" + index + "]";
      int place = roster.placeOf(weight.member(), field + ".member");
      if (!fields.get(place).isEmpty()) {
        throw Roster.duplicate(field + ".member");
      }
      byPlace.set(place, weight.weight());
      fields.set(place, field + ".weight");
    }
    int missing = fields.indexOf("");
    if (missing >= 0) {
      throw new InvalidSplit(
          Reason.MISSING_WEIGHT,
          "members[" + missing + "]",
          "This member has no weight; one who owes nothing has weight 0.");
    }
    List<BigInteger> weights = Amounts.ratio(byPlace, fields);
    if (weights.stream().noneMatch(weight -> weight.signum() > 0)) {
      throw new InvalidSplit(
          Reason.BAD_WEIGHT, "rule.weights", "At least one weight must be above zero.");
    }
    return weights;
  }

  private static Split whole(
      Amounts amounts, BigInteger units, List<String> members, List<BigInteger> weights) {
    var parts = parts(amounts, Kind.WHOLE, ExactParts.proportional(units, weights));
    return assembled(amounts, units, members, List.of(parts));
  }

  private static Split byItem(Amounts amounts, Bill bill, List<String> members) {
    var steps = new ArrayList<List<Part>>();
    steps.add(parts(amounts, Kind.ITEMS, bill.items()));
    if (bill.extras().signum() != 0) {
      steps.add(
          parts(
              amounts,
              Kind.EXTRAS,
              ExactParts.proportional(bill.extras(), bill.weightsOfCharges())));
    }
    if (bill.discount().signum() != 0) {
      steps.add(
          parts(
              amounts,
              Kind.DISCOUNT,
              ExactParts.proportional(bill.discount().negate(), bill.weightsOfCharges())));
    }
    return assembled(amounts, bill.total(), members, steps);
  }

  private static List<Part> parts(Amounts amounts, Kind kind, ExactParts exact) {
    List<ExactParts.Rounded> rounded = exact.rounded();
    var parts = new ArrayList<Part>(rounded.size());
    for (int place = 0; place < rounded.size(); place++) {
      ExactParts.Rounded part = rounded.get(place);
      parts.add(
          new Part(
              kind,
              amounts.money(part.units()),
              amounts.exact(exact.numerators().get(place), exact.denominator()),
              amounts.money(BigInteger.valueOf(part.oddUnit()))));
    }
    return parts;
  }

  private static Split assembled(
      Amounts amounts, BigInteger total, List<String> members, List<List<Part>> steps) {
    var shares = new ArrayList<Share>(members.size());
    for (int place = 0; place < members.size(); place++) {
      int own = place;
      List<Part> parts = steps.stream().map(step -> step.get(own)).toList();
      BigDecimal sum =
          parts.stream()
              .map(part -> part.amount().amount())
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      shares.add(new Share(members.get(place), new Money(sum, amounts.currency()), parts));
    }
    return new Split(amounts.money(total), shares);
  }

  private static Split mirrored(Split order, Amounts amounts) {
    return new Split(
        negated(order.total(), amounts),
        order.shares().stream()
            .map(
                share ->
                    new Share(
                        share.member(),
                        negated(share.amount(), amounts),
                        share.parts().stream().map(part -> mirrored(part, amounts)).toList()))
            .toList());
  }

  private static Part mirrored(Part part, Amounts amounts) {
    return new Part(
        part.kind(),
        negated(part.amount(), amounts),
        part.exact().negated(),
        negated(part.oddUnit(), amounts));
  }

  private static Money negated(Money money, Amounts amounts) {
    return new Money(money.amount().negate(), amounts.currency());
  }

  /** One who was paid by the order, against its sign, has no part in what comes back. */
  private static List<BigInteger> exactWeights(Split order, int sign) {
    List<Ratio> exact =
        order.shares().stream()
            .map(share -> share.parts().stream().map(Part::exact).reduce(Ratio.ZERO, Ratio::plus))
            .toList();
    BigInteger common =
        exact.stream().map(Ratio::denominator).reduce(BigInteger.ONE, Bill::leastCommonMultiple);
    BigInteger signed = BigInteger.valueOf(sign);
    return exact.stream()
        .map(
            ratio ->
                ratio
                    .numerator()
                    .multiply(common.divide(ratio.denominator()))
                    .multiply(signed)
                    .max(BigInteger.ZERO))
        .toList();
  }

  private static String currencyOf(ByItem rule) {
    return rule.items().stream()
        .map(SplitRule.Item::amount)
        .findFirst()
        .or(() -> rule.charges().all().findFirst())
        .map(Money::currency)
        .orElseThrow(
            () -> new InvalidSplit(Reason.BAD_AMOUNT, "rule.items", "There is nothing to split."));
  }
}
