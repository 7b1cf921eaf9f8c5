package app.countersign.refund;

import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.Trail.Authority;
import org.jspecify.annotations.Nullable;

/**
 * A service contract is used up by time or by distance, whichever leaves less.
 *
 * @param byDistance the share of the price that the distance left gives; null where distance does
 *     not count or is not known
 */
record DistanceLimit(RefundCase refundCase, int left, int limit, @Nullable Fraction byDistance) {

  static DistanceLimit of(RefundCase refundCase) {
    RefundTerms.Mileage mileage = refundCase.terms().mileage();
    Integer odometer = refundCase.request().odometer();
    if (!counts(refundCase)
        || mileage == null
        || mileage.odometerAtSale() == null
        || odometer == null) {
      return new DistanceLimit(refundCase, 0, 0, null);
    }
    int left = Math.max(mileage.limit() - (odometer - mileage.odometerAtSale()), 0);
    return new DistanceLimit(
        refundCase,
        left,
        mileage.limit(),
        refundCase.price().times(Fraction.of(left, mileage.limit())));
  }

  private static boolean counts(RefundCase refundCase) {
    return refundCase.terms().product() == ProductKind.SERVICE_CONTRACT;
  }

  Fraction limits(Fraction byTime) {
    return byDistance == null ? byTime : byTime.min(byDistance);
  }

  void sayInto(Trail trail, Fraction byTime) {
    if (byDistance != null) {
      trail.running(
          Kind.MILEAGE,
          Authority.DEFAULT,
          limits(byTime),
          "By distance %d of %d are left, %s; the lesser of time and distance counts."
              .formatted(left, limit, Words.of(byDistance.toMoney(refundCase.currency()))));
    } else if (counts(refundCase)) {
      trail.unknown(
          Code.MILEAGE_UNKNOWN,
          "The mileage limit, the odometer at the sale or at the end is missing: time only.");
    }
  }
}
