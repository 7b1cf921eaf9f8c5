package app.countersign.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * The session behind a call, or the access token.
 *
 * @param personId whose it is
 * @param isToken whether it is a script's access token
 */
public record CurrentSession(
    UUID id, UUID personId, boolean isToken, Instant startedAt, Instant expiresAt) {}
