package app.countersign.intent;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day or a range of days in a message.
 *
 * @param words where it stands, without "since", "until" or "on"
 * @param from the first day, or null where no certain day is meant: "lately", "the 4th of each
 *     month"
 * @param to the last day, inclusive, null with it
 * @param assumed whether a year, a month or a direction was guessed, so that one had better show it
 */
public record DateMention(
    Cue words, @Nullable LocalDate from, @Nullable LocalDate to, boolean assumed) {}
