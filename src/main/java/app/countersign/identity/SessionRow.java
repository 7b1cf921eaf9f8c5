package app.countersign.identity;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as stored. */
@MappedEntity("session")
record SessionRow(
    @Id UUID id,
    UUID personId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {}
