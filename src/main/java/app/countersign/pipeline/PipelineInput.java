package app.countersign.pipeline;

import app.countersign.persona.PersonaAssessment;
import app.countersign.signal.UserSignals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;

/**
 * What a run of the pipeline reads about one user.
 *
 * @param signalsDetectedAt when the signals were really computed
 * @param personaAssignedAt when the persona was really assigned
 * @param today the day that the freshness of content is measured from
 * @param currency of the signals' amounts
 */
public record PipelineInput(
    UserSignals signals,
    Instant signalsDetectedAt,
    PersonaAssessment persona,
    Instant personaAssignedAt,
    Holdings holdings,
    Consents consents,
    LocalDate today,
    Currency currency) {}
