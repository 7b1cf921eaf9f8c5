package app.countersign.contract;

import app.countersign.money.Money;
import app.countersign.terms.LenderKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The loan that a contract was financed with.
 *
 * @param annualRatePct 7.2 is 7.2 percent
 * @param payment monthly; null when not known
 * @param lender null when not known
 */
public record ContractLoan(
    Money amount, BigDecimal annualRatePct, @Nullable Money payment, @Nullable LenderKind lender) {}
