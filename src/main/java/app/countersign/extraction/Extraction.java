package app.countersign.extraction;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Three terms read off one text of a contract: as they were read, and as they hold.
 *
 * @param isCurrent whether it is the contract's newest
 * @param isStale whether the contract has a newer text than the one that was read
 * @param reading what the reader said; never changes
 * @param premium what holds: the reader's value until a person corrects it
 * @param refundMethod likewise
 * @param cancellationFee likewise
 * @param correctedTerms which of the three a person corrected
 * @param durationMillis how long the reading took
 */
public record Extraction(
    UUID id,
    String contractId,
    UUID documentId,
    int documentVersion,
    String textHash,
    boolean isCurrent,
    boolean isStale,
    ExtractionStatus status,
    int version,
    Reading reading,
    @Nullable Money premium,
    @Nullable RefundMethod refundMethod,
    @Nullable CancellationFee cancellationFee,
    List<TermName> correctedTerms,
    ExtractionProvider provider,
    String model,
    List<ExtractionProvider> failedProviders,
    boolean isTextComplete,
    @Nullable Integer promptTokens,
    @Nullable Integer completionTokens,
    @Nullable BigDecimal costUsd,
    int durationMillis,
    Instant extractedAt,
    UUID extractedBy,
    @Nullable String notes,
    @Nullable Instant submittedAt,
    @Nullable UUID submittedBy) {

  /** The subject type of everything that happens to an extraction. */
  public static final String SUBJECT = "Extraction";
}
