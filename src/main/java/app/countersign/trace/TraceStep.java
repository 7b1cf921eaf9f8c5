package app.countersign.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of the pipeline.
 *
 * @param completedAt when it was done
 * @param durationMillis since the step before, to the microsecond; null for the first
 */
public record TraceStep(TraceStepName name, Instant completedAt, @Nullable Double durationMillis) {}
