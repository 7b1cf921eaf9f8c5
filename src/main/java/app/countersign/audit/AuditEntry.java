package app.countersign.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One link of the audit trail, as it stands in the database. The hash is hexadecimal. */
public record AuditEntry(
    UUID id,
    String subjectType,
    String subjectId,
    int sequence,
    AuditAction action,
    UUID actorId,
    String actorName,
    Instant at,
    @Nullable UUID recommendationId,
    @Nullable String userId,
    @Nullable String contractId,
    @Nullable UUID batchId,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    String hash) {}
