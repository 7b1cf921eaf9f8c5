package app.countersign.assistant;

import java.time.Instant;

/** Something that was done for an answer, and when it began. */
public record AnswerStage(String label, Instant at) {}
