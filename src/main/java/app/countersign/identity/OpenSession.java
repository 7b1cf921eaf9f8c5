package app.countersign.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of a person's sessions, as shown to the person.
 *
 * @param isCurrent whether it is the session of the call that asks
 * @param endedAt null while it lives
 */
public record OpenSession(
    UUID id, boolean isCurrent, Instant startedAt, Instant expiresAt, @Nullable Instant endedAt) {}
