package app.countersign.extraction;

import org.jspecify.annotations.Nullable;

/** Having a contract's terms read; the schema says what each field means. */
public record ExtractContractInput(
    String contractId,
    @Nullable ExtractionProvider provider,
    @Nullable Boolean force,
    @Nullable String idempotencyKey) {}
