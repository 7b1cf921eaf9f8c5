package app.countersign.identity;

import app.countersign.platform.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a script's token; the token itself is nowhere kept.
 *
 * @param role the most it may do; never more than its owner may
 * @param operatorId whose it is
 * @param revokedAt null while in force
 * @param lastUsedAt to the nearest minutes; null when never
 */
public record AccessToken(
    UUID id,
    String name,
    Role role,
    UUID operatorId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {}
