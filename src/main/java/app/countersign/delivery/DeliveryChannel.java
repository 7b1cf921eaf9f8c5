package app.countersign.delivery;

/** How a delivery goes out; the same values as in the schema, which says what each means. */
public enum DeliveryChannel {
  LOG,
  WEBHOOK,
  EMAIL
}
