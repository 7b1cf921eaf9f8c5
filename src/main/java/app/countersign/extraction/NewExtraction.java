package app.countersign.extraction;

import app.countersign.contract.ContractDocument;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A reading to be stored.
 *
 * @param failedProviders tried before, in order
 */
record NewExtraction(
    UUID id,
    ContractDocument document,
    ReadTerms terms,
    List<ExtractionProvider> failedProviders,
    int durationMillis,
    Instant extractedAt,
    UUID extractedBy) {}
