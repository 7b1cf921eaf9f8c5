package app.countersign.bill;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bill to countersign, discard or take back.
 *
 * @param expectedVersion the version that was read; null: whatever it is
 */
public record BillDecisionInput(
    UUID billId, @Nullable Integer expectedVersion, @Nullable String idempotencyKey) {}
