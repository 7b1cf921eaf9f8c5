package app.countersign.intake;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.Content;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation on its way to the desk. One that fails a guardrail comes in as well; it cannot
 * be approved.
 *
 * @param source {@code pipeline}, or the name an outside pipeline gave
 * @param assignmentId the persona assignment it was made from: user, content and assignment give
 *     one recommendation, however often they come; null from outside
 * @param personaPrimary not {@code NONE}
 * @param generatedAt when it was made
 * @param trace null when an outside pipeline gave none
 */
public record NewRecommendation(
    String userId,
    String source,
    @Nullable UUID assignmentId,
    PersonaKind personaPrimary,
    @Nullable PersonaKind personaSecondary,
    ContentType type,
    String title,
    String rationale,
    String disclaimer,
    Priority priority,
    Content content,
    GuardrailResult guardrails,
    Instant generatedAt,
    @Nullable NewTrace trace) {
  /** The source of what our own pipeline makes. */
  public static final String OWN_PIPELINE = "pipeline";
}
