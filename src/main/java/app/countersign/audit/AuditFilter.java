package app.countersign.audit;

import app.countersign.platform.graphql.DateTimeRange;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which entries; null is not filtered, an empty list matches nothing. */
record AuditFilter(
    @Nullable List<UUID> operatorId,
    @Nullable List<AuditAction> action,
    @Nullable UUID recommendationId,
    @Nullable String userId,
    @Nullable String contractId,
    @Nullable DateTimeRange at) {}
