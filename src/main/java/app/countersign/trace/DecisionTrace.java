package app.countersign.trace;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaMatch;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a recommendation came to be, as it is put on record.
 *
 * @param times when the five steps were really done
 * @param window what the signals are of
 * @param asOf the day the signals are as of
 * @param signals as they were read
 * @param personaMatches every persona that was checked; empty when an outside pipeline gave none
 * @param contentCandidates every piece of content that was considered, best first
 * @param guardrails the checks as they found the first text
 * @param model null when no language model took part
 */
public record DecisionTrace(
    UUID id,
    UUID recommendationId,
    StepTimes times,
    SignalWindow window,
    LocalDate asOf,
    UserSignals signals,
    List<PersonaMatch> personaMatches,
    List<ContentCandidate> contentCandidates,
    GuardrailResult guardrails,
    @Nullable ModelUse model,
    Instant createdAt) {

  public DecisionTrace {
    personaMatches = List.copyOf(personaMatches);
    contentCandidates = List.copyOf(contentCandidates);
  }
}
