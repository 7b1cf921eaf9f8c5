package app.countersign.split;

import static app.countersign.split.Bills.THREE;
import static app.countersign.split.Bills.item;
import static app.countersign.split.Bills.money;
import static app.countersign.split.Bills.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.split.SettleUp.Balance;
import app.countersign.split.SettleUp.Transfer;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Equal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debts of a split, and the transfers that settle them. */
class SettleUpTest {

  @Test
  void everybodyButThePayerOwesTheirShare() {
    var split = Splits.split(usd("100.00"), THREE, new Equal());

    assertThat(Debts.of(split, "ada"))
        .containsExactly(new Debt("ben", "ada", usd("33.33")), new Debt("cy", "ada", usd("33.33")));
    assertThat(Debts.of(split, "eve"))
        .containsExactly(
            new Debt("ada", "eve", usd("33.34")),
            new Debt("ben", "eve", usd("33.33")),
            new Debt("cy", "eve", usd("33.33")));
  }

  @Test
  void whoReceivedARefundOwesItToTheOthers() {
    var refund = Splits.split(usd("-1.00"), THREE, new Equal());

    assertThat(Debts.of(refund, "ada"))
        .containsExactly(new Debt("ada", "ben", usd("0.33")), new Debt("ada", "cy", usd("0.33")));
  }

  @Test
  void whoTookNothingOwesNothing() {
    var split = Splits.split(THREE, new ByItem(List.of(item("3.00", "ben")), Charges.NONE));

    assertThat(Debts.of(split, "ada")).containsExactly(new Debt("ben", "ada", usd("3.00")));
  }

  @Test
  void aSplitAndItsWholeRefundLeaveNothingToSettle() {
    var split = Splits.split(usd("10.00"), THREE, new Equal());
    var debts = new ArrayList<>(Debts.of(split, "ada"));
    debts.addAll(Debts.of(Splits.refund(split, usd("10.00")), "ada"));

    assertThat(debts).hasSize(4);
    assertThat(SettleUp.balances(THREE, debts)).isEmpty();
    assertThat(SettleUp.transfers(THREE, debts)).isEmpty();
  }

  @Test
  void theLargestDebtorPaysTheLargestCreditorFirst() {
    var members = List.of("ada", "ben", "cy", "di");
    var debts =
        List.of(
            new Debt("ada", "cy", usd("10.00")),
            new Debt("ben", "cy", usd("30.00")),
            new Debt("ben", "di", usd("25.00")));

    assertThat(SettleUp.balances(members, debts))
        .containsExactly(
            new Balance("ada", usd("-10.00")),
            new Balance("ben", usd("-55.00")),
            new Balance("cy", usd("40.00")),
            new Balance("di", usd("25.00")));
    assertThat(SettleUp.transfers(members, debts))
        .containsExactly(
            new Transfer("ben", "cy", usd("40.00")),
            new Transfer("ben", "di", usd("15.00")),
            new Transfer("ada", "di", usd("10.00")));
  }

  @Test
  void aChainOfDebtsIsPaidInOneTransfer() {
    var debts = List.of(new Debt("ada", "ben", usd("5.00")), new Debt("ben", "cy", usd("5.00")));

    assertThat(SettleUp.transfers(THREE, debts))
        .containsExactly(new Transfer("ada", "cy", usd("5.00")));
  }

  @Test
  void membersOrderDecidesTiesWhateverTheOrderOfTheDebts() {
    var debts =
        List.of(
            new Debt("ben", "cy", usd("5.00")),
            new Debt("ada", "di", usd("5.00")),
            new Debt("ada", "ben", usd("0.50")),
            new Debt("ben", "ada", usd("0.50")));

    assertThat(SettleUp.transfers(List.of("ada", "ben", "di", "cy"), debts))
        .isEqualTo(SettleUp.transfers(List.of("ada", "ben", "di", "cy"), debts.reversed()))
        .containsExactly(
            new Transfer("ada", "di", usd("5.00")), new Transfer("ben", "cy", usd("5.00")));
  }

  @Test
  void membersWhoLeftKeepTheirBalance() {
    var debts = List.of(new Debt("zoe", "ada", usd("5.00")), new Debt("ben", "ada", usd("5.00")));

    assertThat(SettleUp.balances(List.of("ada"), debts))
        .containsExactly(
            new Balance("ada", usd("10.00")),
            new Balance("ben", usd("-5.00")),
            new Balance("zoe", usd("-5.00")));
    assertThat(SettleUp.transfers(List.of("ada"), debts))
        .containsExactly(
            new Transfer("ben", "ada", usd("5.00")), new Transfer("zoe", "ada", usd("5.00")));
  }

  @Test
  void currenciesAreSettledApart() {
    var debts =
        List.of(
            new Debt("ada", "ben", usd("5.00")),
            new Debt("ben", "ada", money("500", "JPY")),
            new Debt("ben", "ada", money("0.125", "BHD")));

    assertThat(SettleUp.transfers(THREE, debts))
        .containsExactly(
            new Transfer("ben", "ada", money("0.125", "BHD")),
            new Transfer("ben", "ada", money("500", "JPY")),
            new Transfer("ada", "ben", usd("5.00")));
  }

  @ParameterizedTest
  @CsvSource({
    "ben, 0.00, USD, debts[1].amount.amount, A debt is above zero.",
    "ben, -1.00, USD, debts[1].amount.amount, A debt is above zero.",
    "ada, 1.00, USD, debts[1].creditor, Nobody owes themselves.",
    "ben, 1.005, USD, debts[1].amount.amount, 'USD has 2 digits after the point, not 3.'",
    "ben, 1.00, XYZ, debts[1].amount.currency, This is not a currency of ISO 4217."
  })
  void debtsThatAreNoneAreRefused(
      String creditor, String amount, String currency, String field, String message) {
    var debts =
        List.of(
            new Debt("ada", "ben", usd("1.00")),
            new Debt("ada", creditor, money(amount, currency)));

    assertThatThrownBy(() -> SettleUp.transfers(THREE, debts))
        .isInstanceOfSatisfying(
            InvalidSplit.class, refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessage(message);
  }
}
