package app.countersign.pipeline;

import app.countersign.guardrail.OfferGuardrail;
import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Our guardrails as the desk asks for them: over texts that people modify, and over what outside
 * pipelines submit.
 */
@Singleton
final class DeskGuardrails implements TextGuardrails, OfferGuardrail {
  private static final app.countersign.guardrail.GuardrailCheck UNKNOWN =
      app.countersign.guardrail.GuardrailCheck.of(
          List.of(
              app.countersign.guardrail.GuardrailFinding.of(
                  "ELIGIBILITY_UNKNOWN",
                  "Whether the user qualifies for this offer is not known here.")));

  private final Guardrails guardrails;
  private final Catalogue catalogue;

  DeskGuardrails(Guardrails guardrails, Catalogue catalogue) {
    this.guardrails = guardrails;
    this.catalogue = catalogue;
  }

  @Override
  public TextChecks check(String title, String rationale) {
    return new TextChecks(
        shared(guardrails.tone(title, rationale)), shared(guardrails.advice(title, rationale)));
  }

  /** An offer from outside brings no signals, so only one that is open to everybody passes. */
  @Override
  public Map<Offer, app.countersign.guardrail.GuardrailCheck> check(Set<Offer> offers) {
    Map<Offer, app.countersign.guardrail.GuardrailCheck> checks = new HashMap<>();
    for (Offer offer : offers) {
      checks.put(
          offer,
          isOpenToEverybody(offer.contentId())
              ? app.countersign.guardrail.GuardrailCheck.PASSED
              : UNKNOWN);
    }
    return checks;
  }

  private boolean isOpenToEverybody(String contentId) {
    return catalogue.offers().stream()
        .anyMatch(
            offer -> offer.id().equals(contentId) && offer.eligibility() == EligibilityRule.ANYONE);
  }

  private static app.countersign.guardrail.GuardrailCheck shared(GuardrailCheck check) {
    return app.countersign.guardrail.GuardrailCheck.of(
        check.findings().stream()
            .map(
                finding ->
                    new app.countersign.guardrail.GuardrailFinding(
                        finding.code(),
                        finding.message(),
                        finding.words(),
                        finding.field(),
                        finding.start(),
                        finding.end()))
            .toList());
  }
}
