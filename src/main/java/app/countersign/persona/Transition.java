package app.countersign.persona;

import org.jspecify.annotations.Nullable;

/**
 * What a move from one persona to another means.
 *
 * @param milestone a stable id, null where the move is not positive
 * @param title of the achievement, null where the move is not positive
 * @param message to the user, null where the move is not positive
 */
public record Transition(
    PersonaKind from,
    PersonaKind to,
    boolean positive,
    @Nullable String milestone,
    @Nullable String title,
    @Nullable String message) {}
