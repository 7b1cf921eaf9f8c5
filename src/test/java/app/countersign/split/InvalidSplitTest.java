package app.countersign.split;

import static app.countersign.split.Bills.THREE;
import static app.countersign.split.Bills.item;
import static app.countersign.split.Bills.money;
import static app.countersign.split.Bills.takers;
import static app.countersign.split.Bills.usd;
import static app.countersign.split.Bills.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.countersign.money.Money;
import app.countersign.split.InvalidSplit.Reason;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.ByWeight;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Equal;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and where the refusal points. */
class InvalidSplitTest {
  private static final Item TEN = item("10.00", "ada");

  @ParameterizedTest
  @CsvSource({
    "1.001, USD, BAD_AMOUNT, total.amount, 'USD has 2 digits after the point, not 3.'",
    "0.5, JPY, BAD_AMOUNT, total.amount, 'JPY has 0 digits after the point, not 1.'",
    "1.0001, BHD, BAD_AMOUNT, total.amount, 'BHD has 3 digits after the point, not 4.'",
    "1E-1000000000, USD, BAD_AMOUNT, total.amount,"
        + " 'USD has 2 digits after the point, not 1000000000.'",
    "1E+1000000000, USD, BAD_AMOUNT, total.amount, The amount has more than 12 digits.",
    "1000000000000, USD, BAD_AMOUNT, total.amount, The amount has more than 12 digits.",
    "1.00, XYZ, BAD_CURRENCY, total.currency, This is not a currency of ISO 4217."
  })
  void amountsThatAreNotOfTheirCurrency(
      String amount, String currency, Reason reason, String field, String message) {
    refused(
        () -> Splits.split(money(amount, currency), THREE, new Equal()), reason, field, message);
  }

  @Test
  void membersWhoAreNobodyOrTwiceTheSameOrTooMany() {
    var many = IntStream.range(0, 201).mapToObj(Integer::toString).toList();

    refusedAmong(List.of(), Reason.NO_MEMBERS, "members", "Nobody is there to split among.");
    refusedAmong(
        List.of("ada", "ben", "ada"),
        Reason.DUPLICATE_MEMBER,
        "members[2]",
        "This member is named twice.");
    refusedAmong(many, Reason.TOO_MANY, "members", "At most 200 members can share.");
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 0, BAD_WEIGHT, rule.weights, At least one weight must be above zero.",
    "1 -1 1, BAD_WEIGHT, rule.weights[1].weight, This must not be below zero.",
    "1 1 1E+12, BAD_WEIGHT, rule.weights[2].weight, This has more than 12 digits.",
    "1 1 1E-13, BAD_WEIGHT, rule.weights[2].weight, This has more than 12 decimals.",
    "1 1, MISSING_WEIGHT, members[2], This member has no weight; one who owes nothing has weight 0."
  })
  void weightsThatDivideNothing(String weights, Reason reason, String field, String message) {
    refused(
        () -> Splits.split(usd("1.00"), THREE, weights(THREE, weights.split(" "))),
        reason,
        field,
        message);
  }

  @Test
  void weightsOfStrangersAndTwoWeightsOfOneMember() {
    refusedByWeight(
        weights(List.of("ada", "eve"), "1", "1"),
        Reason.UNKNOWN_MEMBER,
        "rule.weights[1].member",
        "This is none of the members who share.");
    refusedByWeight(
        weights(List.of("ada", "ada"), "1", "1"),
        Reason.DUPLICATE_MEMBER,
        "rule.weights[1].member",
        "This member is named twice.");
  }

  @Test
  void itemsWithoutATaker() {
    var noShares = new Item(null, usd("1.00"), List.of(new Taker("ada", BigDecimal.ZERO)));

    refusedItems(Reason.NO_TAKER, "rule.items[1].takers", "Nobody took this item.", item("1.00"));
    refusedItems(Reason.NO_TAKER, "rule.items[1].takers", "Nobody took this item.", noShares);
  }

  @Test
  void itemsTakenByStrangersOrTwiceByOneMember() {
    refusedItems(
        Reason.UNKNOWN_MEMBER,
        "rule.items[1].takers[1].member",
        "This is none of the members who share.",
        item("1.00", "ada", "eve"));
    refusedItems(
        Reason.DUPLICATE_MEMBER,
        "rule.items[1].takers[2].member",
        "This member is named twice.",
        item("1.00", "ada", "ben", "ada"));
    refusedItems(
        Reason.BAD_WEIGHT,
        "rule.items[1].takers[0].shares",
        "This must not be below zero.",
        new Item(null, usd("1.00"), List.of(new Taker("ada", new BigDecimal("-1")))));
  }

  @Test
  void itemsOfAnotherCurrencyOrWithTooManyDecimals() {
    refusedItems(
        Reason.BAD_CURRENCY,
        "rule.items[1].amount.currency",
        "The whole is in USD, and amounts are never converted.",
        new Item(null, money("1.00", "EUR"), takers("ada")));
    refusedItems(
        Reason.BAD_AMOUNT,
        "rule.items[1].amount.amount",
        "USD has 2 digits after the point, not 3.",
        item("0.005", "ada"));
  }

  @Test
  void moreItemsThanABillHas() {
    refused(
        () -> Splits.split(THREE, new ByItem(Collections.nCopies(501, TEN), Charges.NONE)),
        Reason.TOO_MANY,
        "rule.items",
        "At most 500 items can be split.");
  }

  @Test
  void aTotalThatIsNotWhatTheItemsComeTo() {
    refused(
        () ->
            Splits.split(usd("10.50"), THREE, new ByItem(List.of(TEN), Charges.ofTax(usd("0.51")))),
        Reason.WRONG_TOTAL,
        "total",
        "The items and charges come to 10.51, not 10.50.");
  }

  @Test
  void aBillOfNothing() {
    refused(
        () -> Splits.split(THREE, new ByItem(List.of(), Charges.NONE)),
        Reason.BAD_AMOUNT,
        "rule.items",
        "There is nothing to split.");
  }

  @ParameterizedTest
  @CsvSource({"10.00, 10.01", "-10.00, -10.01", "0.00, 0.01", "-10.00, 0.01"})
  void aDiscountLargerThanTheItems(String item, String discount) {
    var charges = new Charges(null, null, null, null, usd(discount));

    refused(
        () -> Splits.split(THREE, new ByItem(List.of(item(item, "ada")), charges)),
        Reason.DISCOUNT_TOO_LARGE,
        "rule.charges.discount.amount",
        "The discount is larger than the items it is taken off.");
  }

  @Test
  void chargesBelowZeroOnABillThatIsNoRefund() {
    Money less = usd("-0.01");

    refusedCharges(new Charges(less, null, null, null, null), "tax");
    refusedCharges(new Charges(null, less, null, null, null), "tip");
    refusedCharges(new Charges(null, null, less, null, null), "fee");
    refusedCharges(new Charges(null, null, null, less, null), "shipping");
    refusedCharges(new Charges(null, null, null, null, less), "discount");
  }

  @ParameterizedTest
  @CsvSource({
    "0.00, USD, BAD_AMOUNT, refund.amount, What came back must be above zero.",
    "-1.00, USD, BAD_AMOUNT, refund.amount, What came back must be above zero.",
    "10.01, USD, REFUND_TOO_LARGE, refund.amount, More came back than the order came to.",
    "1.00, EUR, BAD_CURRENCY, refund.currency,"
        + " 'The whole is in USD, and amounts are never converted.'"
  })
  void refundsThatNoOrderAllows(
      String amount, String currency, Reason reason, String field, String message) {
    var order = Splits.split(usd("10.00"), THREE, new Equal());

    refused(() -> Splits.refund(order, money(amount, currency)), reason, field, message);
  }

  private static void refusedAmong(
      List<String> members, Reason reason, String field, String message) {
    refused(() -> Splits.split(usd("1.00"), members, new Equal()), reason, field, message);
  }

  private static void refusedByWeight(ByWeight rule, Reason reason, String field, String message) {
    refused(() -> Splits.split(usd("1.00"), THREE, rule), reason, field, message);
  }

  private static void refusedItems(Reason reason, String field, String message, Item second) {
    var rule = new ByItem(List.of(TEN, second), Charges.NONE);
    refused(() -> Splits.split(THREE, rule), reason, field, message);
  }

  private static void refusedCharges(Charges charges, String name) {
    refused(
        () -> Splits.split(THREE, new ByItem(List.of(TEN), charges)),
        Reason.BAD_AMOUNT,
        "rule.charges." + name + ".amount",
        "This is below zero only on a refund, where every amount is.");
  }

  private static void refused(ThrowingCallable split, Reason reason, String field, String message) {
    @Nullable InvalidSplit refusal = catchThrowableOfType(InvalidSplit.class, split);

    assertThat(refusal).isNotNull().hasMessage(message);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.field()).isEqualTo(field);
  }
}
