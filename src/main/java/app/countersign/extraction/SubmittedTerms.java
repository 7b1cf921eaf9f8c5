package app.countersign.extraction;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds once an extraction is submitted. */
record SubmittedTerms(
    UUID extractionId,
    int version,
    @Nullable Money premium,
    @Nullable RefundMethod refundMethod,
    @Nullable CancellationFee cancellationFee,
    @Nullable String notes,
    Instant at,
    UUID by) {}
