package app.countersign.ledger;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule: a pattern and what it means.
 *
 * @param order its place in the file; the lowest that applies wins
 * @param merchant the brand's name; null when the rule names none
 * @param merchantFromText whether the merchant is what the text itself says
 * @param direction null for both
 * @param accounts empty for all
 * @param also words of which one must occur too; empty for none
 */
record MerchantRule(
    int order,
    String pattern,
    @Nullable String merchant,
    boolean merchantFromText,
    TransactionCategory category,
    @Nullable Direction direction,
    Set<AccountType> accounts,
    Set<String> also) {

  boolean applies(Direction rowDirection, AccountType account, List<String> words) {
    return (direction == null || direction == rowDirection)
        && (accounts.isEmpty() || accounts.contains(account))
        && (also.isEmpty() || words.stream().anyMatch(also::contains));
  }

  /** Whether every row this rule takes would already have been taken by the other. */
  boolean isShadowedBy(MerchantRule earlier) {
    return (earlier.direction == null || earlier.direction == direction)
        && (earlier.accounts.isEmpty()
            || (!accounts.isEmpty() && earlier.accounts.containsAll(accounts)))
        && (earlier.also.isEmpty() || earlier.also.equals(also));
  }
}
