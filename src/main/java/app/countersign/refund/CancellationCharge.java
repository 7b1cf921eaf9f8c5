package app.countersign.refund;

import app.countersign.terms.CancellationFee;

/** The fee that a contract asks for, before the law limits it. */
final class CancellationCharge {

  private CancellationCharge() {}

  /** Zero where the contract asks for none, or where the lender or the provider ends it. */
  static Fraction of(RefundCase refundCase, Fraction gross) {
    if (refundCase.request().reason().cancelledBy() != CancelledBy.CUSTOMER) {
      return Fraction.ZERO;
    }
    return switch (refundCase.terms().fee()) {
      case null -> Fraction.ZERO;
      case CancellationFee.Fixed fixed -> Fraction.of(fixed.amount());
      case CancellationFee.Percentage share -> {
        Fraction base =
            switch (share.base()) {
              case REFUND -> gross;
              case PRICE -> refundCase.price();
            };
        Fraction fee = base.times(UnearnedShare.percent(share.percent()));
        yield share.cap() == null ? fee : fee.min(Fraction.of(share.cap()));
      }
    };
  }

  static String words(RefundCase refundCase) {
    return switch (refundCase.request().reason().cancelledBy()) {
      case LENDER -> "The lender ends the contract: no fee.";
      case PROVIDER -> "The provider ends the contract: no fee.";
      case CUSTOMER ->
          switch (refundCase.terms().fee()) {
            case null -> "The contract asks for no fee.";
            case CancellationFee.Fixed ignored -> "The contract's fee.";
            case CancellationFee.Percentage share ->
                "The contract's fee: %s %% of the %s%s."
                    .formatted(
                        Words.of(share.percent()),
                        share.base() == CancellationFee.Base.PRICE ? "price" : "gross refund",
                        share.cap() == null ? "" : ", at most " + Words.of(share.cap()));
          };
    };
  }
}
