package app.countersign.recommendation;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation a machine made for a person, waiting for or carrying an operator's decision.
 *
 * @param version grows by one with every change of the recommendation itself; notes, tags and views
 *     stand beside it
 * @param userId whom it is for
 * @param source {@code pipeline}, or the name an outside pipeline gave
 * @param assignmentId the persona assignment it was made from; null when it came from outside
 * @param decision the decision in force; null while pending
 * @param pendingSince when it last became pending
 * @param claim the last claim, lapsed or not; null when there is none since the last decision
 * @param generatedAt when it was made
 * @param createdAt when it came to the desk
 * @param updatedAt when it last changed
 */
public record Recommendation(
    UUID id,
    int version,
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
    RecommendationStatus status,
    Content content,
    GuardrailResult guardrails,
    @Nullable Decision decision,
    Instant pendingSince,
    @Nullable Claim claim,
    Instant generatedAt,
    Instant createdAt,
    Instant updatedAt) {

  /** Who works on it at an instant; null when nobody does. */
  public @Nullable Claim claimAt(Instant now) {
    return claim != null && claim.holdsAt(now) ? claim : null;
  }

  /** Until when the decision in force can be taken back; null when nothing can be. */
  public @Nullable Instant undoableUntil(Instant now) {
    return decision != null && now.isBefore(decision.undoableUntil())
        ? decision.undoableUntil()
        : null;
  }
}
