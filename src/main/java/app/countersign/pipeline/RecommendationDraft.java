package app.countersign.pipeline;

import app.countersign.persona.PersonaKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as the pipeline made it, with what its trace needs. A draft that fails a
 * guardrail is kept; it cannot be approved.
 *
 * @param candidate the item's own score and reasons
 * @param candidates everything considered in the run, the same for all of its drafts
 * @param templateRationale the text before any polish
 * @param model null where no language model gave a text
 */
public record RecommendationDraft(
    CatalogueItem item,
    PersonaKind personaPrimary,
    @Nullable PersonaKind personaSecondary,
    String title,
    String rationale,
    String templateRationale,
    Priority priority,
    String disclaimer,
    ContentCandidate candidate,
    List<ContentCandidate> candidates,
    GuardrailResult guardrails,
    StepTimes steps,
    @Nullable ModelUse model) {

  /** What it recommends. */
  public ContentType type() {
    return item.type();
  }
}
