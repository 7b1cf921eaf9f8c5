package app.countersign.pipeline;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.ModelUse;
import app.countersign.trace.StepTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as the pipeline made it, with what its trace needs. A draft that fails a
 * guardrail is kept; it cannot be approved.
 *
 * @param templateRationale the text before any polish
 * @param candidates everything considered in the run
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
    List<ContentCandidate> candidates,
    GuardrailResult guardrails,
    StepTimes steps,
    @Nullable ModelUse model) {

  /** What it recommends. */
  public ContentType type() {
    return item.type();
  }
}
