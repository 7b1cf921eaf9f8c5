package app.countersign.refund;

import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One step of a refund, in the order it was taken.
 *
 * @param amount rounded for show; null where the step has none
 * @param amountIs what the amount is
 * @param exact the same amount exactly, as a fraction in lowest terms; one too long to read starts
 *     with ≈; null where there is no amount
 * @param decidedBy what decided the step
 * @param ruleId the rule, where the law decided
 */
public record RefundStep(
    Kind kind,
    String text,
    @Nullable Money amount,
    Meaning amountIs,
    @Nullable String exact,
    DecidedBy decidedBy,
    @Nullable String ruleId) {

  /** What a step is about. */
  public enum Kind {
    /** Which day counts. */
    CANCELLATION_DATE,
    /** How much of the term is left. */
    TERM,
    /** The deal was undone: the full price. */
    UNWIND,
    /** Cancelled before the first day of cover: the full price. */
    NEVER_IN_FORCE,
    /** Cancelled after the end: nothing. */
    AFTER_END,
    /** The vehicle was lost. */
    LOSS,
    /** The free look, used, closed or unsettled. */
    FREE_LOOK,
    /** How a started month counts. */
    STARTED_MONTH,
    /** The unearned part of the price. */
    GROSS,
    /** The unearned part by distance. */
    MILEAGE,
    /** What the law sets as the least. */
    LAW_FLOOR,
    /** The fee for cancelling. */
    FEE,
    /** The law's limit of the fee. */
    FEE_CAP,
    /** Claims paid. */
    CLAIMS,
    /** What is left after fee and claims. */
    NET,
    /** Sums too small to be paid. */
    SMALL_SUMS,
    /** Rounding, once. */
    ROUNDING,
    /** There is no amount. */
    NO_FIGURE,
    /** Who is paid, in which order. */
    PAYEES
  }

  /** What the amount of a step is. */
  public enum Meaning {
    /** The refund as it stands after the step. */
    RUNNING,
    /** An amount of the step's own, such as a fee. */
    OWN,
    /** There is no amount. */
    NONE
  }

  /** What can decide a step. */
  public enum DecidedBy {
    /** The contract's words. */
    CONTRACT,
    /** A verified rule of law. */
    LAW,
    /** The product's convention where contract and law are silent. */
    DEFAULT,
    /** The facts of the request. */
    REQUEST
  }
}
