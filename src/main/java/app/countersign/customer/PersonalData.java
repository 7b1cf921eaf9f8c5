package app.countersign.customer;

import java.util.UUID;

/**
 * What a feature keeps of a customer. Each feature that keeps something gives one as a bean, so
 * that a customer's export is whole and nothing is left behind by an erasure.
 */
public interface PersonalData {
  /** Its name in the export, in lower camel case. */
  String section();

  /** All of it, as a map, list or record that can be written as JSON; read in a transaction. */
  Object export(UUID personId);

  /**
   * Erases it, in the running transaction. What others need to keep their own records straight (a
   * share of a bill) stays without anything that tells who it was.
   */
  void erase(UUID personId);
}
