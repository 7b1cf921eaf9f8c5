package app.countersign.refund;

import java.util.Locale;

/** What was sold, as far as rules of law tell products apart. */
public enum ProductKind {
  /** A GAP waiver, also a debt cancellation agreement: a term of the loan, not insurance. */
  GAP,
  /** GAP written as insurance. */
  GAP_INSURANCE,
  /** A vehicle service contract, an extended warranty, tire and wheel cover. */
  SERVICE_CONTRACT,
  /** A vehicle value protection agreement. */
  VEHICLE_VALUE_PROTECTION,
  /** Credit insurance with level cover, or not paid by a single premium. */
  CREDIT_INSURANCE_LEVEL,
  /** Credit insurance that falls by equal amounts each month, paid by a single premium. */
  CREDIT_INSURANCE_DECREASING,
  /** The interest on the loan itself: never what a contract here sells, but what some law is on. */
  CREDIT_INTEREST,
  /** Another product sold beside a loan. */
  OTHER;

  /** The product behind a contract type such as GAP, VSC, F&I, TIRE_WHEEL or WARRANTY. */
  public static ProductKind ofContractType(String contractType) {
    String type = contractType.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", "_");
    return switch (type) {
      case "GAP", "GAP_WAIVER", "DEBT_CANCELLATION" -> GAP;
      case "GAP_INSURANCE" -> GAP_INSURANCE;
      case "VSC", "SERVICE_CONTRACT", "TIRE_WHEEL", "TIRE_AND_WHEEL", "WARRANTY" ->
          SERVICE_CONTRACT;
      case "VVP", "VEHICLE_VALUE_PROTECTION" -> VEHICLE_VALUE_PROTECTION;
      default -> OTHER;
    };
  }

  boolean isGap() {
    return this == GAP || this == GAP_INSURANCE;
  }
}
