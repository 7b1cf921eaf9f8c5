package app.countersign.split;

import static app.countersign.split.Bills.usd;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import app.countersign.split.Order.OrderLine;
import app.countersign.split.Share.Part;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.ByWeight;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Equal;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import app.countersign.split.SplitRule.Weight;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of every split, on real orders and on random ones from a seed. */
class SplitPropertiesTest {
  private static final long SEED = 20_260_214L;
  private static final int SERIES = 20;
  private static final int SPLITS = 100_000;
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "BHD");

  @Test
  void realLinesAndOrdersAreSplitToTheCentByEveryRuleAmongTwoToSeven() {
    var random = new Random(SEED);
    int splits = 0;

    for (Order order : RealOrders.all()) {
      for (int size = 2; size <= 7; size++) {
        List<String> members = members(size);
        for (OrderLine line : order.lines()) {
          Order alone = new Order(null, order.placedOn(), List.of(line));
          splits += splitByEveryRule(alone, line.total(), members, random);
        }
        splits += splitByEveryRule(order, order.total(), members, random);
      }
    }

    // Four rules, six sizes, 228 lines and 169 orders.
    assertThat(splits).isEqualTo(4 * 6 * (228 + 169));
  }

  private static int splitByEveryRule(
      Order order, Money total, List<String> members, Random random) {
    List<SplitRule> rules =
        List.of(
            new Equal(),
            byWeight(members, random),
            order.byItem(line -> takers(members, random)),
            order.byItem(line -> List.of(new Taker(any(members, random), BigDecimal.ONE))));
    for (SplitRule rule : rules) {
      Split split = Splits.split(total, members, rule);
      check(split, total, members, rule);
      if (total.amount().signum() > 0) {
        check(Splits.refund(split, usd("0.01")), usd("-0.01"), members, rule);
      }
    }
    return rules.size();
  }

  @Test
  void aHundredThousandRandomSplitsSumExactlyWithinAUnitOfTheExactShareAndMirror() {
    IntStream.range(0, SERIES).parallel().forEach(series -> splitAtRandom(SEED + series));
  }

  private static void splitAtRandom(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < SPLITS / SERIES; round++) {
      List<String> members = members(1 + random.nextInt(8));
      String currency = any(CURRENCIES, random);
      int kind = random.nextInt(3);
      Split split;
      Split mirror;
      if (kind == 2) {
        ByItem rule = byItem(members, currency, random);
        split = Splits.split(members, rule);
        mirror = Splits.split(members, mirrored(rule));
        check(split, total(rule), members, rule);
      } else {
        SplitRule rule = kind == 0 ? new Equal() : byWeight(members, random);
        Money total = money(random.nextInt(1_000_000) - 500_000, currency);
        split = Splits.split(total, members, rule);
        mirror = Splits.split(negated(total), members, rule);
        check(split, total, members, rule);
      }

      if (!mirrored(split).equals(mirror)) {
        assertThat(mirror).as("seed %d, round %d", seed, round).isEqualTo(mirrored(split));
      }
    }
  }

  @Test
  void anotherOrderOfTheMembersMovesOddUnitsOnly() {
    var random = new Random(SEED);

    for (int round = 0; round < 5_000; round++) {
      List<String> members = members(2 + random.nextInt(6));
      ByItem rule = byItem(members, any(CURRENCIES, random), random);

      Split split = Splits.split(members, rule);
      Split reversed = Splits.split(members.reversed(), rule);

      assertThat(reversed.total()).isEqualTo(split.total());
      for (int place = 0; place < members.size(); place++) {
        Share share = split.shares().get(place);
        Share other = reversed.shares().get(members.size() - 1 - place);
        assertThat(other.member()).isEqualTo(share.member());
        assertThat(withoutOddUnits(other)).isEqualTo(withoutOddUnits(share));
      }
    }
  }

  private static List<BigDecimal> withoutOddUnits(Share share) {
    return share.parts().stream()
        .map(part -> part.amount().amount().subtract(part.oddUnit().amount()))
        .toList();
  }

  /** Plain comparisons first: an assertion each would cost more than the splits themselves. */
  private static void check(Split split, Money total, List<String> members, SplitRule rule) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean isWithinAUnit = true;
    for (Share share : split.shares()) {
      BigDecimal parts = BigDecimal.ZERO;
      for (Part part : share.parts()) {
        isWithinAUnit &= isWithinAUnit(part);
        parts = parts.add(part.amount().amount());
      }
      isWithinAUnit &= parts.equals(share.amount().amount());
      sum = sum.add(parts);
    }
    boolean isRight =
        isWithinAUnit
            && sum.equals(total.amount())
            && split.total().equals(total)
            && split.shares().stream().map(Share::member).toList().equals(members);
    assertThat(isRight)
        .as(() -> "seed %d: %s of %s among %s".formatted(SEED, rule, total, members))
        .isTrue();
  }

  /** And what is exactly nothing stays nothing. */
  private static boolean isWithinAUnit(Part part) {
    BigDecimal amount = part.amount().amount();
    Ratio exact = part.exact();
    BigInteger distance =
        amount
            .unscaledValue()
            .multiply(exact.denominator())
            .subtract(exact.numerator().multiply(BigInteger.TEN.pow(amount.scale())))
            .abs();
    boolean isNothing = exact.numerator().signum() == 0;
    return distance.compareTo(exact.denominator()) < 0 && (!isNothing || amount.signum() == 0);
  }

  private static List<String> members(int size) {
    return IntStream.range(0, size).mapToObj(place -> "m" + place).toList();
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** Up to three decimals, some zero, the first above it. */
  private static ByWeight byWeight(List<String> members, Random random) {
    var weights = new ArrayList<Weight>();
    for (String member : members) {
      int least = weights.isEmpty() ? 1 : 0;
      weights.add(
          new Weight(member, BigDecimal.valueOf(least + random.nextInt(500), random.nextInt(4))));
    }
    return new ByWeight(weights);
  }

  /** Some of the members, at least one, of one to three shares each. */
  private static List<Taker> takers(List<String> members, Random random) {
    var takers = new ArrayList<Taker>();
    for (String member : members) {
      if (random.nextBoolean()) {
        takers.add(new Taker(member, BigDecimal.valueOf(1L + random.nextInt(3))));
      }
    }
    return takers.isEmpty() ? List.of(new Taker(any(members, random), BigDecimal.ONE)) : takers;
  }

  private static ByItem byItem(List<String> members, String currency, Random random) {
    var items = new ArrayList<Item>();
    int itemTotal = 0;
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      int units = random.nextInt(5_000);
      itemTotal += units;
      items.add(new Item(null, money(units, currency), takers(members, random)));
    }
    var charges =
        new Charges(
            money(random.nextInt(900), currency),
            random.nextBoolean() ? null : money(random.nextInt(2_000), currency),
            random.nextBoolean() ? null : money(random.nextInt(300), currency),
            random.nextBoolean() ? null : money(random.nextInt(700), currency),
            random.nextBoolean() ? null : money(random.nextInt(itemTotal + 1), currency));
    return new ByItem(items, charges);
  }

  private static Money total(ByItem rule) {
    BigDecimal sum =
        rule.items().stream()
            .map(item -> item.amount().amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Charges charges = rule.charges();
    sum = sum.add(amount(charges.tax())).add(amount(charges.tip())).add(amount(charges.fee()));
    sum = sum.add(amount(charges.shipping())).subtract(amount(charges.discount()));
    return new Money(sum, rule.items().getFirst().amount().currency());
  }

  private static BigDecimal amount(@Nullable Money money) {
    return money == null ? BigDecimal.ZERO : money.amount();
  }

  private static Money money(int units, String currency) {
    return new Money(BigDecimal.valueOf(units, Money.digits(currency)), currency);
  }

  private static Money negated(Money money) {
    return new Money(money.amount().negate(), money.currency());
  }

  private static ByItem mirrored(ByItem rule) {
    UnaryOperator<@Nullable Money> less = money -> money == null ? null : negated(money);
    Charges charges = rule.charges();
    return new ByItem(
        rule.items().stream()
            .map(item -> new Item(item.name(), negated(item.amount()), item.takers()))
            .toList(),
        new Charges(
            less.apply(charges.tax()),
            less.apply(charges.tip()),
            less.apply(charges.fee()),
            less.apply(charges.shipping()),
            less.apply(charges.discount())));
  }

  private static Split mirrored(Split split) {
    return new Split(
        negated(split.total()),
        split.shares().stream()
            .map(
                share ->
                    new Share(
                        share.member(),
                        negated(share.amount()),
                        share.parts().stream().map(SplitPropertiesTest::mirrored).toList()))
            .toList());
  }

  private static Part mirrored(Part part) {
    return new Part(
        part.kind(), negated(part.amount()), part.exact().negated(), negated(part.oddUnit()));
  }
}
