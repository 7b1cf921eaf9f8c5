package app.countersign.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A broken place of the trail; the entry is null when it is gone. */
public record AuditFault(
    AuditFaultKind kind,
    String subjectType,
    String subjectId,
    int sequence,
    @Nullable UUID entryId) {}
