package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.refund.RefundComputation.ShortRateBand;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refund depends on in a contract.
 *
 * @param price what the customer paid
 * @param effectiveOn the first day of cover
 * @param issuedOn the day the contract was made, where it says so; else the first day of cover is
 *     taken for the law in force and for the free look
 * @param endsOn the end, where the contract gives a day; else it follows from the months
 * @param termMonths the whole term, 1 to 600
 * @param methodWords the words the method was read from
 * @param fee null where the contract asks for none
 * @param jurisdiction ISO 3166-2, for example {@code US-CA}; null where it is not known
 * @param loan null where the loan is not known; then there is no actuarial figure
 * @param mileage null where the contract has no mileage limit
 * @param timeZone the contract's own zone, for events that carry a time; null: days only
 */
public record RefundTerms(
    Money price,
    LocalDate effectiveOn,
    @Nullable LocalDate issuedOn,
    @Nullable LocalDate endsOn,
    int termMonths,
    ProductKind product,
    RefundMethod method,
    @Nullable String methodWords,
    @Nullable CancellationFee fee,
    @Nullable String jurisdiction,
    @Nullable Loan loan,
    @Nullable Mileage mileage,
    Conventions conventions,
    @Nullable ZoneId timeZone) {

  LocalDate contractDate() {
    return issuedOn != null ? issuedOn : effectiveOn;
  }

  LocalDate termEnd() {
    return endsOn != null ? endsOn : effectiveOn.plusMonths(termMonths);
  }

  /**
   * The loan that a contract covers.
   *
   * @param aprPercent the yearly rate, for example 7.20
   * @param payment the contract's own monthly payment; null: the exact annuity is taken
   * @param termMonths null: as long as the contract
   */
  public record Loan(
      Money amount, BigDecimal aprPercent, @Nullable Money payment, @Nullable Integer termMonths) {}

  /**
   * A service contract's limit in distance.
   *
   * @param odometerAtSale null where it is not known
   * @param limit how far the cover reaches, counted from the sale
   */
  public record Mileage(@Nullable Integer odometerAtSale, int limit) {}

  /**
   * What the contract says of the small print; {@link #SILENT} where it says nothing.
   *
   * @param partMonth how a started month counts; null: not said
   * @param dayCount how days count; null: not said
   * @param shortRatePercent the share of pro-rata that short rate gives; null: not said
   * @param shortRateTable the table of earned percentages; empty: none
   * @param freeLookDays the contract's own free look; null: none
   * @param feeInFreeLook whether the contract asks for its fee in the free look too
   * @param claimsDeducted whether a clause deducts claims or benefits paid
   * @param deMinimis below this nothing is paid; null: not said
   * @param roundsToWholeUnits whether the contract rounds to a whole unit of the currency
   * @param usesLegalPermissions whether what the law merely permits (whole units, small sums) is
   *     made use of
   */
  public record Conventions(
      @Nullable PartMonth partMonth,
      @Nullable DayCount dayCount,
      @Nullable BigDecimal shortRatePercent,
      List<ShortRateBand> shortRateTable,
      @Nullable Integer freeLookDays,
      boolean feeInFreeLook,
      boolean claimsDeducted,
      @Nullable Money deMinimis,
      boolean roundsToWholeUnits,
      boolean usesLegalPermissions) {

    /** A contract that says nothing of these. */
    public static final Conventions SILENT =
        new Conventions(null, null, null, List.of(), null, false, false, null, false, false);

    /** Keeps its own copy of the table. */
    public Conventions {
      shortRateTable = List.copyOf(shortRateTable);
    }
  }
}
