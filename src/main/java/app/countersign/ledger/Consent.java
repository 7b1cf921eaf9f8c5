package app.countersign.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a user said yes to something; version and time are null when never asked. */
public record Consent(
    ConsentKind kind,
    boolean isGranted,
    @Nullable String textVersion,
    @Nullable Instant changedAt) {}
