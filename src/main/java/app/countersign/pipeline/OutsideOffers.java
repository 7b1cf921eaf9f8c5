package app.countersign.pipeline;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailFinding;
import app.countersign.guardrail.OfferGuardrail;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Offers that an outside pipeline brings. It brings no signals either, so only one of our own
 * catalogue that is open to everybody passes.
 */
@Singleton
final class OutsideOffers implements OfferGuardrail {
  private static final GuardrailCheck UNKNOWN =
      GuardrailCheck.of(
          List.of(
              GuardrailFinding.of(
                  "ELIGIBILITY_UNKNOWN",
                  "Whether the user qualifies for this offer is not known here.")));

  private final Catalogue catalogue;

  OutsideOffers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Map<Offer, GuardrailCheck> check(Set<Offer> offers) {
    Map<Offer, GuardrailCheck> checks = new HashMap<>();
    for (Offer offer : offers) {
      checks.put(offer, isOpenToEverybody(offer.contentId()) ? GuardrailCheck.PASSED : UNKNOWN);
    }
    return checks;
  }

  private boolean isOpenToEverybody(String contentId) {
    return catalogue.offers().stream()
        .anyMatch(
            offer -> offer.id().equals(contentId) && offer.eligibility() == EligibilityRule.ANYONE);
  }
}
