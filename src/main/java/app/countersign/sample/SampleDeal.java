package app.countersign.sample;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the sale, whatever the text says.
 *
 * @param price what the customer paid for the product
 * @param effectiveDate the first day of the term
 * @param termMonths the whole term
 * @param lender null when it is not known
 * @param amountFinanced of the vehicle's loan; null when it is not known
 * @param annualPercentageRate in percent, 7.2 for 7.2 %; null when it is not known
 * @param odometerAtSale in miles; null when it does not matter
 * @param mileageLimit the miles from the sale for which it is in force; null without such a limit
 */
public record SampleDeal(
    Money price,
    LocalDate effectiveDate,
    int termMonths,
    @Nullable String lender,
    @Nullable Money amountFinanced,
    @Nullable BigDecimal annualPercentageRate,
    @Nullable Integer odometerAtSale,
    @Nullable Integer mileageLimit) {}
