package app.countersign.delivery;

/** Where a delivery stands; the same values as in the schema, which says what each means. */
public enum DeliveryStatus {
  QUEUED,
  DELIVERED,
  FAILED,
  CANCELLED
}
