package app.countersign.delivery;

import java.time.Duration;

/**
 * Takes deliveries of one channel out of the house. It is called between two transactions, so what
 * it carries may arrive twice when a server dies in between; the delivery's id tells.
 */
public interface Carrier {
  /** The channel it serves. */
  DeliveryChannel channel();

  /** How many are carried side by side. */
  int batchSize();

  /** After this a delivery in hand may be taken up by another server: longer than sending takes. */
  Duration lease();

  /** Carries it; says how that went, and throws nothing. */
  Outcome carry(Delivery delivery);
}
