package app.countersign.split;

import static app.countersign.split.Bills.THREE;
import static app.countersign.split.Bills.amounts;
import static app.countersign.split.Bills.item;
import static app.countersign.split.Bills.money;
import static app.countersign.split.Bills.usd;
import static app.countersign.split.Bills.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.countersign.split.Share.Kind;
import app.countersign.split.Share.Part;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Equal;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What falls to whom, and why. */
class SplitsTest {

  @ParameterizedTest
  @CsvSource({
    "100.00, USD, 33.34 33.33 33.33",
    "100.01, USD, 33.34 33.34 33.33",
    "0.01, USD, 0.01 0.00 0.00",
    "0.00, USD, 0.00 0.00 0.00",
    "-100.00, USD, -33.34 -33.33 -33.33",
    "100, USD, 33.34 33.33 33.33",
    "1E+2, USD, 33.34 33.33 33.33",
    "100.000, USD, 33.34 33.33 33.33",
    "100, JPY, 34 33 33",
    "-1, JPY, -1 0 0",
    "10.000, BHD, 3.334 3.333 3.333"
  })
  void equalSharesSumToTheTotalInTheCurrencysDigits(
      String total, String currency, String expected) {
    var split = Splits.split(money(total, currency), THREE, new Equal());

    assertThat(amounts(split)).containsExactly(expected.split(" "));
    assertThat(split.total().amount()).isEqualByComparingTo(total);
  }

  @ParameterizedTest
  @CsvSource({
    "10.00, 1 2 4, 1.43 2.86 5.71",
    "-10.00, 1 2 4, -1.43 -2.86 -5.71",
    "10.00, 33.3 33.3 33.4, 3.33 3.33 3.34",
    "0.02, 1 1 1, 0.01 0.01 0.00",
    "10.00, 0 1 1, 0.00 5.00 5.00",
    "0.01, 0 1 1, 0.00 0.01 0.00",
    "100.00, 0.5 0.25 0.25, 50.00 25.00 25.00",
    "100.00, 0.000000000001 0 0, 100.00 0.00 0.00",
    "0.05, 0.5 0.3 0.2, 0.03 0.01 0.01",
    "7.00, 0E-1000000000 1E+3 1000, 0.00 3.50 3.50"
  })
  void weightsDivideInProportion(String total, String weights, String expected) {
    var split = Splits.split(usd(total), THREE, weights(THREE, weights.split(" ")));

    assertThat(amounts(split)).containsExactly(expected.split(" "));
  }

  @Test
  void tiesGoToTheFirstMembersOfTheRequestWhateverTheOrderOfTheWeights() {
    var rule = weights(List.of("cy", "ben", "ada"), "1", "1", "1");

    assertThat(amounts(Splits.split(usd("0.02"), THREE, rule)))
        .containsExactly("0.01", "0.01", "0.00");
    assertThat(Splits.split(usd("0.01"), List.of("cy", "ada", "ben"), rule).shares())
        .extracting(Share::member, share -> share.amount().amount().toPlainString())
        .containsExactly(tuple("cy", "0.01"), tuple("ada", "0.00"), tuple("ben", "0.00"));
  }

  @Test
  void aLoneMemberBearsEverything() {
    assertThat(amounts(Splits.split(usd("19.07"), List.of("ada"), new Equal())))
        .containsExactly("19.07");
  }

  @Test
  void eachShareShowsItsExactAmountAndTheCentOfRounding() {
    var split = Splits.split(usd("100.00"), THREE, new Equal());

    assertThat(split.shares())
        .flatExtracting(Share::parts)
        .extracting(Part::kind, Part::amount, part -> part.exact().text(), Part::oddUnit)
        .containsExactly(
            tuple(Kind.WHOLE, usd("33.34"), "100/3", usd("0.01")),
            tuple(Kind.WHOLE, usd("33.33"), "100/3", usd("0.00")),
            tuple(Kind.WHOLE, usd("33.33"), "100/3", usd("0.00")));
  }

  @Test
  void itemsAreRoundedOnceOverExactSharesAndChargesFollowThem() {
    var rule =
        new ByItem(
            List.of(
                item("10.00", "ada", "ben", "cy"), item("5.00", "ada", "ben"), item("4.99", "cy")),
            new Charges(usd("1.77"), usd("3.00"), usd("0.50"), usd("2.00"), usd("4.00")));

    var split = Splits.split(usd("23.26"), THREE, rule);

    // Items 35/6, 35/6 and 10/3 + 4.99; extras 7.27 and discount 4.00 by those over 19.99.
    assertThat(split.shares().getFirst().parts())
        .extracting(Part::kind, Part::amount, part -> part.exact().text(), Part::oddUnit)
        .containsExactly(
            tuple(Kind.ITEMS, usd("5.84"), "35/6", usd("0.01")),
            tuple(Kind.EXTRAS, usd("2.12"), "25445/11994", usd("0.00")),
            tuple(Kind.DISCOUNT, usd("-1.17"), "-7000/5997", usd("-0.01")));
    assertThat(split.shares())
        .extracting(share -> share.parts().getFirst().amount())
        .containsExactly(usd("5.84"), usd("5.83"), usd("8.32"));
    assertThat(split.total()).isEqualTo(usd("23.26"));
  }

  @Test
  void sharesOfAnItemMayDiffer() {
    var rule =
        new ByItem(
            List.of(
                new Item(
                    "wine",
                    usd("10.00"),
                    List.of(
                        new Taker("ada", new BigDecimal("1.5")),
                        new Taker("ben", new BigDecimal("0.5")),
                        new Taker("cy", BigDecimal.ZERO)))),
            Charges.NONE);

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly("7.50", "2.50", "0.00");
  }

  @Test
  void roundingManyItemsCostsNobodyMoreThanOneCent() {
    var thirds = Collections.nCopies(100, item("0.10", "ada", "ben", "cy"));

    var split = Splits.split(THREE, new ByItem(thirds, Charges.NONE));

    assertThat(amounts(split)).containsExactly("3.34", "3.33", "3.33");
  }

  @Test
  void whoTookNothingBearsNoCharges() {
    var rule = new ByItem(List.of(item("10.00", "ada", "ben")), Charges.ofTax(usd("0.01")));

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly("5.01", "5.00", "0.00");
  }

  @ParameterizedTest
  @CsvSource({"0.00, 1.67 1.67 1.66", "-3.00, -1.33 1.67 1.66"})
  void extrasAreSharedEquallyWhereTheItemsComeToNothingOrLess(String item, String expected) {
    var rule = new ByItem(List.of(item(item, "ada")), Charges.ofTax(usd("5.00")));

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly(expected.split(" "));
  }

  @Test
  void chargesWithoutItemsAreSharedEqually() {
    var charges = new Charges(null, usd("1.00"), null, null, null);

    var split = Splits.split(THREE, new ByItem(List.of(), charges));

    assertThat(amounts(split)).containsExactly("0.34", "0.33", "0.33");
  }

  @Test
  void whoseItemsComeToLessThanNothingBearsNoCharges() {
    var rule =
        new ByItem(
            List.of(item("30.00", "ada"), item("10.00", "ben"), item("-5.00", "cy")),
            new Charges(usd("4.00"), null, null, null, usd("2.00")));

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly("31.50", "10.50", "-5.00");
  }

  @Test
  void aDiscountAsLargeAsTheItemsLeavesTheExtras() {
    var rule =
        new ByItem(
            List.of(item("30.00", "ada"), item("10.00", "ben")),
            new Charges(usd("4.00"), null, null, null, usd("40.00")));

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly("3.00", "1.00", "0.00");
  }

  @Test
  void itemsThatCancelOutAreRoundedToo() {
    var rule =
        new ByItem(List.of(item("-0.01", "ada", "ben"), item("0.01", "ben", "cy")), Charges.NONE);

    assertThat(amounts(Splits.split(THREE, rule))).containsExactly("-0.01", "0.00", "0.01");
  }

  @Test
  void aBillOfNegativeAmountsIsTheMirrorImageOfItsOrder() {
    var order =
        new ByItem(
            List.of(item("9.99", "ada", "ben", "cy"), item("5.00", "cy")),
            new Charges(usd("1.33"), usd("2.00"), null, null, usd("1.00")));
    var refund =
        new ByItem(
            List.of(item("-9.99", "ada", "ben", "cy"), item("-5.00", "cy")),
            new Charges(usd("-1.33"), usd("-2.00"), null, null, usd("-1.00")));

    var split = Splits.split(THREE, order);

    assertThat(Splits.split(usd("-17.32"), THREE, refund))
        .isEqualTo(Splits.refund(split, usd("17.32")));
    assertThat(amounts(split)).containsExactly("3.85", "3.85", "9.62");
  }

  @Test
  void aRefundInPartFollowsTheExactSharesOfItsOrder() {
    var order =
        Splits.split(
            THREE,
            new ByItem(
                List.of(item("10.00", "ada"), item("5.00", "ben")), Charges.ofTax(usd("1.50"))));

    var refund = Splits.refund(order, usd("1.00"));

    assertThat(refund.total()).isEqualTo(usd("-1.00"));
    assertThat(amounts(refund)).containsExactly("-0.67", "-0.33", "0.00");
    assertThat(Splits.refund(refund, usd("0.10")).total()).isEqualTo(usd("0.10"));
  }

  @Test
  void whoWasPaidByAnOrderHasNoPartInWhatComesBack() {
    var order =
        Splits.split(
            THREE,
            new ByItem(List.of(item("10.00", "ada", "ben"), item("-5.00", "cy")), Charges.NONE));

    assertThat(amounts(Splits.refund(order, usd("1.01"))))
        .containsExactly("-0.51", "-0.50", "0.00");
  }
}
