package app.countersign.identity;

import app.countersign.platform.access.Role;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An access token as stored. */
@SuppressWarnings("ArrayRecordComponent") // a row of a table, never compared
@MappedEntity("access_token")
record AccessTokenRow(
    @Id UUID id,
    UUID operatorId,
    String name,
    Role role,
    byte[] tokenHash,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {
  AccessToken token() {
    return new AccessToken(id, name, role, operatorId, createdAt, expiresAt, revokedAt, lastUsedAt);
  }
}
