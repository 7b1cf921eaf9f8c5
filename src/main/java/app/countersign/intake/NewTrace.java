package app.countersign.intake;

import app.countersign.persona.PersonaMatch;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.ModelUse;
import app.countersign.trace.StepTimes;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a new recommendation came to be.
 *
 * @param personaMatches every persona that was checked
 * @param contentCandidates every piece of content that was considered, best first
 * @param model null when no language model took part
 */
public record NewTrace(
    StepTimes times,
    SignalWindow window,
    LocalDate asOf,
    UserSignals signals,
    List<PersonaMatch> personaMatches,
    List<ContentCandidate> contentCandidates,
    @Nullable ModelUse model) {}
