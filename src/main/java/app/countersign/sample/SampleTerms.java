package app.countersign.sample;

import app.countersign.money.Money;
import app.countersign.platform.data.DataNode;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the deal and the answers of one sample. */
final class SampleTerms {
  private static final String CURRENCY = "USD";

  private SampleTerms() {}

  static SampleDeal deal(DataNode node) {
    return new SampleDeal(
        money(node, "price"),
        node.date("effectiveDate"),
        count(node, "termMonths"),
        node.optionalText("lender"),
        optionalMoney(node, "amountFinanced"),
        node.optionalDecimal("annualPercentageRate"),
        node.optionalCount("odometerAtSale"),
        node.optionalCount("mileageLimit"));
  }

  static SampleAnswers answers(DataNode node) {
    node.allowOnly("premium", "refundMethod", "cancellationFee");
    DataNode premium = node.optionalChild("premium");
    DataNode method = node.optionalChild("refundMethod");
    DataNode fee = node.optionalChild("cancellationFee");
    return new SampleAnswers(
        premium == null ? null : premium(premium),
        method == null ? null : method(method),
        fee == null ? null : fee(fee));
  }

  static int count(DataNode node, String field) {
    Integer count = node.optionalCount(field);
    if (count == null) {
      throw node.fault(field, "is missing");
    }
    return count;
  }

  private static Answer<Money> premium(DataNode node) {
    node.allowOnly("amount", "page", "quote");
    return answer(node, money(node, "amount"), node.text("quote"));
  }

  private static Answer<RefundMethod> method(DataNode node) {
    node.allowOnly("method", "words", "page", "quote");
    return answer(node, node.oneOf("method", RefundMethod.class), node.text("words"));
  }

  private static Answer<CancellationFee> fee(DataNode node) {
    BigDecimal percent = node.optionalDecimal("percent");
    if (percent == null) {
      node.allowOnly("fixed", "page", "quote");
      return answer(node, new CancellationFee.Fixed(money(node, "fixed")), node.text("quote"));
    }
    node.allowOnly("percent", "base", "cap", "page", "quote");
    CancellationFee fee =
        new CancellationFee.Percentage(
            percent, node.oneOf("base", CancellationFee.Base.class), optionalMoney(node, "cap"));
    return answer(node, fee, node.text("quote"));
  }

  private static <T> Answer<T> answer(DataNode node, T value, String words) {
    return new Answer<>(value, words, count(node, "page"), node.text("quote"));
  }

  private static Money money(DataNode node, String field) {
    Money money = optionalMoney(node, field);
    if (money == null) {
      throw node.fault(field, "is missing");
    }
    return money;
  }

  private static @Nullable Money optionalMoney(DataNode node, String field) {
    BigDecimal amount = node.optionalDecimal(field);
    return amount == null ? null : Money.of(amount, CURRENCY);
  }
}
