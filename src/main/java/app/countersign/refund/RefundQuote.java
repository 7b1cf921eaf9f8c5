package app.countersign.refund;

import app.countersign.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund with its reasons.
 *
 * @param amount what is to be paid; null where no figure can be given
 * @param exactNet the same before rounding, as a fraction; null where there is no amount
 * @param gross the unearned part of the price before fee and claims; null where there is none
 * @param fee the fee that was taken; zero where none was; null where there is no amount
 * @param computation how the unearned part was found; null where no formula was needed or known
 * @param cancelledOn the day that counts
 * @param ruleDate the day the contract was made: by this day the rules were chosen, unless a rule
 *     itself goes by the day of cancellation
 * @param lawVersion the version of the law data
 * @param steps in the order they were taken
 * @param unknowns what is not known
 * @param payees in the order of payment; empty where nothing is paid
 * @param rules every rule of the contract's place
 * @param amountIfUnverifiedHeld the refund if all unverified rules in scope held; null where none
 *     is in scope or there is no figure
 * @param comparison all methods side by side where there is no amount; else empty
 */
public record RefundQuote(
    @Nullable Money amount,
    @Nullable String exactNet,
    @Nullable Money gross,
    @Nullable Money fee,
    @Nullable RefundComputation computation,
    LocalDate cancelledOn,
    LocalDate ruleDate,
    String lawVersion,
    List<RefundStep> steps,
    List<RefundUnknown> unknowns,
    List<RefundPayee> payees,
    List<RuleConsidered> rules,
    @Nullable Money amountIfUnverifiedHeld,
    List<RefundComparison.Row> comparison) {

  /** Keeps its own copies. */
  public RefundQuote {
    steps = List.copyOf(steps);
    unknowns = List.copyOf(unknowns);
    payees = List.copyOf(payees);
    rules = List.copyOf(rules);
    comparison = List.copyOf(comparison);
  }
}
