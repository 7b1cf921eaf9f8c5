package app.countersign.extraction;

import app.countersign.contract.ContractDocument;
import java.time.Instant;
import java.util.UUID;

/** A reading to be stored. */
record NewExtraction(
    UUID id,
    ContractDocument document,
    ReadTerms terms,
    int durationMillis,
    Instant extractedAt,
    UUID extractedBy) {}
