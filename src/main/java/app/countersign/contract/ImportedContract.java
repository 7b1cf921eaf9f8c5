package app.countersign.contract;

import app.countersign.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the record system states it, not yet checked; what is null is not known there, and
 * leaves what is known here.
 *
 * @param contractDate the day it was made
 * @param effectiveDate the first day of cover
 * @param objectKey where its PDF lies in the document store
 * @param text with a form feed between pages
 * @param textStatus null is COMPLETED with a text, and nothing new about the text without one
 */
public record ImportedContract(
    String contractId,
    String accountNumber,
    ContractType type,
    @Nullable LocalDate contractDate,
    @Nullable LocalDate effectiveDate,
    @Nullable LocalDate endDate,
    @Nullable Integer termMonths,
    @Nullable String customerName,
    @Nullable Vehicle vehicle,
    @Nullable Money price,
    @Nullable String jurisdiction,
    @Nullable ContractLoan loan,
    @Nullable Integer odometerAtSale,
    @Nullable Integer mileageLimit,
    @Nullable String objectKey,
    @Nullable String text,
    @Nullable TextStatus textStatus,
    @Nullable Instant textExtractedAt) {}
