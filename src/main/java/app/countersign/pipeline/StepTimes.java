package app.countersign.pipeline;

import java.time.Instant;

/** When the five steps that lead to a recommendation really ended. */
public record StepTimes(
    Instant signalsDetectedAt,
    Instant personaAssignedAt,
    Instant contentMatchedAt,
    Instant rationaleGeneratedAt,
    Instant guardrailsCheckedAt) {}
