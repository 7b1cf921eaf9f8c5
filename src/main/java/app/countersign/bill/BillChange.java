package app.countersign.bill;

import java.time.Instant;
import java.util.UUID;

/** A status that a bill came to, with the version it got by it. */
public record BillChange(BillStatus status, int version, UUID changedById, Instant changedAt) {}
