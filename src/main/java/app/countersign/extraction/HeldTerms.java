package app.countersign.extraction;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The three terms as they hold. */
record HeldTerms(
    @Nullable Money premium,
    @Nullable RefundMethod refundMethod,
    @Nullable CancellationFee cancellationFee) {

  static HeldTerms of(Extraction extraction) {
    return new HeldTerms(
        extraction.premium(), extraction.refundMethod(), extraction.cancellationFee());
  }

  HeldTerms without(TermName term) {
    return switch (term) {
      case PREMIUM -> new HeldTerms(null, refundMethod, cancellationFee);
      case REFUND_METHOD -> new HeldTerms(premium, null, cancellationFee);
      case CANCELLATION_FEE -> new HeldTerms(premium, refundMethod, null);
    };
  }

  HeldTerms withPremium(Money value) {
    return new HeldTerms(value, refundMethod, cancellationFee);
  }

  HeldTerms withRefundMethod(RefundMethod value) {
    return new HeldTerms(premium, value, cancellationFee);
  }

  HeldTerms withCancellationFee(CancellationFee value) {
    return new HeldTerms(premium, refundMethod, value);
  }

  /** A term as text, the same for equal values; null when there is none. */
  @Nullable String text(TermName term) {
    return switch (term) {
      case PREMIUM -> premium == null ? null : text(premium);
      case REFUND_METHOD -> refundMethod == null ? null : refundMethod.name();
      case CANCELLATION_FEE -> cancellationFee == null ? null : text(cancellationFee);
    };
  }

  /** All three as text, by name. */
  Map<String, @Nullable String> texts() {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    for (TermName term : TermName.values()) {
      texts.put(term.name(), text(term));
    }
    return texts;
  }

  /** Why the fee cannot be the price's; null when it can. */
  @Nullable String feeFault() {
    return switch (cancellationFee) {
      case CancellationFee.Fixed(Money fee) when premium != null -> fault(fee, premium, true);
      case CancellationFee.Percentage(var _, var _, Money cap)
          when premium != null && cap != null ->
          fault(cap, premium, false);
      case null, default -> null;
    };
  }

  private static @Nullable String fault(Money fee, Money premium, boolean isAmount) {
    if (!Objects.equals(fee.currency(), premium.currency())) {
      return "The fee is in %s, the price in %s.".formatted(fee.currency(), premium.currency());
    }
    return isAmount && fee.amount().compareTo(premium.amount()) > 0
        ? "The fee of %s is above the price of %s.".formatted(text(fee), text(premium))
        : null;
  }

  private static String text(CancellationFee fee) {
    return switch (fee) {
      case CancellationFee.Fixed(Money amount) -> text(amount);
      case CancellationFee.Percentage(BigDecimal percent, CancellationFee.Base base, Money cap) ->
          "%s %% of the %s%s"
              .formatted(
                  percent.stripTrailingZeros().toPlainString(),
                  base == CancellationFee.Base.PRICE ? "price" : "refund",
                  cap == null ? "" : ", at most " + text(cap));
    };
  }

  private static String text(Money money) {
    return Money.of(money.amount(), money.currency()).amount().toPlainString()
        + " "
        + money.currency();
  }
}
