package app.countersign.guardrail;

import java.util.Map;
import java.util.Set;

/** Whether users may be offered partners' products. */
@FunctionalInterface
public interface OfferGuardrail {
  /** A product for a user. */
  record Offer(String userId, String contentId) {}

  /**
   * Checks several offers at once: an answer for each. What is not known of the product or the user
   * is found, never assumed.
   */
  Map<Offer, GuardrailCheck> check(Set<Offer> offers);
}
