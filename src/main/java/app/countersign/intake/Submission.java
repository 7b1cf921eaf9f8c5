package app.countersign.intake;

import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an outside pipeline sends for one recommendation, as the schema has it. */
public record Submission(
    String userId,
    PersonaKind personaPrimary,
    @Nullable PersonaKind personaSecondary,
    ContentType type,
    String title,
    String rationale,
    Priority priority,
    String contentId,
    @Nullable String url,
    @Nullable Integer readTimeMinutes,
    @Nullable Trace trace) {

  /** How it came to be; the checks are ours and done on arrival. */
  public record Trace(
      OffsetDateTime signalsDetectedAt,
      OffsetDateTime personaAssignedAt,
      OffsetDateTime contentMatchedAt,
      OffsetDateTime rationaleGeneratedAt,
      @Nullable List<Candidate> candidates,
      @Nullable Model model) {}

  /** One piece of content that was considered. */
  public record Candidate(String contentId, String title, double score, @Nullable String reason) {}

  /** The language model that took part. */
  public record Model(String name, @Nullable Double temperature, @Nullable Integer tokens) {}
}
