package app.countersign.refund;

import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the contract's place that was looked at, and what became of it.
 *
 * @param text what the rule did, would do, or why it does not apply
 * @param refundWithIt for an unverified rule: the refund if it held beside the verified ones; null
 *     where there is no figure
 */
public record RuleConsidered(
    LawRule rule, Outcome outcome, String text, @Nullable Money refundWithIt) {

  /** What became of a rule. */
  public enum Outcome {
    /** It is verified and had a say. */
    APPLIED,
    /** It is verified and in force, and changed nothing. */
    NO_CHANGE,
    /** It is not verified: shown, never applied. */
    WOULD_APPLY,
    /** It is not about this refund. */
    NOT_APPLICABLE
  }
}
