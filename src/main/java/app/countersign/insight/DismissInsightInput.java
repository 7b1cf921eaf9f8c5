package app.countersign.insight;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which insight to put away. */
record DismissInsightInput(UUID insightId, @Nullable String idempotencyKey) {}
