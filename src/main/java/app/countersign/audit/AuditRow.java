package app.countersign.audit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as it is written; its place in the chain and its hash are the database's doing. */
@MappedEntity("audit_entry")
record AuditRow(
    @Id UUID id,
    String subjectType,
    String subjectId,
    String action,
    UUID actorId,
    String actorName,
    Instant at,
    @Nullable UUID recommendationId,
    @Nullable String userId,
    @Nullable String contractId,
    @Nullable UUID batchId,
    @Nullable String before,
    @Nullable String after) {}
