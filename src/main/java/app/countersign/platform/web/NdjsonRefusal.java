package app.countersign.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a line was not taken.
 *
 * @param line its place in the stream, from 1
 * @param code one of the codes of the schema
 * @param reason more closely than the code: {@code TOO_LARGE} or {@code BAD_TEXT} for a line that
 *     could not be read at all, else null
 * @param path where in the line, the argument's name first as in a mutation; {@code $} is the line
 *     itself; empty where it was not the line's fault
 * @param message for a person
 */
public record NdjsonRefusal(
    long line, Enum<?> code, @Nullable String reason, List<String> path, String message) {}
