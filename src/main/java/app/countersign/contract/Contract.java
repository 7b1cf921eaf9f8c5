package app.countersign.contract;

import app.countersign.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the record system knows it; what is null is not known.
 *
 * @param objectKey where its PDF lies in the document store
 * @param documentVersion of the text in force; 0 before the first
 * @param mileageLimit miles of cover from the sale
 */
public record Contract(
    String id,
    String accountNumber,
    ContractType type,
    @Nullable LocalDate contractDate,
    @Nullable LocalDate statedEffectiveDate,
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
    int documentVersion,
    Instant syncedAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /** The subject type of everything that happens to a contract itself. */
  public static final String SUBJECT = "Contract";

  /** The subject type of searches and lists: a chain for each who searches, by their id. */
  public static final String SEARCHES = "ContractSearch";

  /** The first day of cover: the day it was made when nothing else is known. */
  public @Nullable LocalDate effectiveDate() {
    return statedEffectiveDate == null ? contractDate : statedEffectiveDate;
  }

  /** The path on this server under which its PDF is streamed; null without one. */
  public @Nullable String pdfPath() {
    return objectKey == null ? null : "/contracts/" + id + "/pdf";
  }
}
