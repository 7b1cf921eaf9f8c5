package app.countersign.pipeline;

import app.countersign.ledger.AccountOverview;
import app.countersign.signal.AccountRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user holds, as far as eligibility for offers asks.
 *
 * @param savingsAccounts savings, money market and similar accounts
 * @param recentBankruptcy null where nothing is known of it, which bars nothing
 */
public record Holdings(List<SavingsAccount> savingsAccounts, @Nullable Boolean recentBankruptcy) {
  /** No savings account, and nothing else known. */
  public static final Holdings NONE = new Holdings(List.of(), null);

  /** Copies the accounts. */
  public Holdings {
    savingsAccounts = List.copyOf(savingsAccounts);
  }

  /** Of a user's accounts; what an account pays is in no bank document, so rates are unknown. */
  static Holdings of(AccountOverview overview) {
    return new Holdings(
        overview.accounts().stream()
            .filter(account -> AccountRole.of(account) == AccountRole.SAVINGS)
            .map(account -> new SavingsAccount(account.mask(), null))
            .toList(),
        null);
  }
}
