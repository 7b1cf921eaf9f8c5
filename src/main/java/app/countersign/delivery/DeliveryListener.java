package app.countersign.delivery;

/** Is told what was delivered. */
public interface DeliveryListener {
  /**
   * Called in the transaction that finishes the delivery, once for each: what it writes is there if
   * and only if the delivery is. Its failure keeps the delivery waiting for another attempt.
   */
  void delivered(Delivery delivery);
}
