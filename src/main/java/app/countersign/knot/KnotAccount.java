package app.countersign.knot;

/**
 * What there is between a person and a merchant; Knot has no id for it.
 *
 * @param isConnected whether the merchant still lets Knot in
 */
public record KnotAccount(int merchantId, String merchantName, boolean isConnected) {}
