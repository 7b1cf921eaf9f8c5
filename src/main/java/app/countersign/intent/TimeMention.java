package app.countersign.intent;

import java.time.LocalTime;

/**
 * A time of day in a message, or a span of hours.
 *
 * @param words where it stands
 * @param from the time, or the beginning of the span
 * @param to the same, or the end of the span
 * @param assumed whether morning or afternoon was not said
 */
public record TimeMention(Cue words, LocalTime from, LocalTime to, boolean assumed) {}
