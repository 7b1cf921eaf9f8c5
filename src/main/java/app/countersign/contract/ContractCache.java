package app.countersign.contract;

import app.countersign.platform.cache.Cache;
import app.countersign.platform.cache.Caches;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Contracts and what accounts lead to, kept for a while and given up by each import on every
 * server. Whoever asks has checked that the caller may see contracts.
 */
@Singleton
class ContractCache implements ContractChanged {
  private static final Duration TTL = Duration.ofMinutes(15);
  private static final int MOST_CONTRACTS = 100_000;
  private static final int MOST_ACCOUNTS = 100_000;

  private final Cache<String, Contract> contracts;
  private final Cache<String, AccountContracts> accounts;
  private final AccountRepository stored;

  ContractCache(Caches caches, AccountRepository stored) {
    this.contracts = caches.named("contract", Contract.class, TTL, MOST_CONTRACTS);
    this.accounts = caches.named("contract-search", AccountContracts.class, TTL, MOST_ACCOUNTS);
    this.stored = stored;
  }

  /** A contract; null when there is none, which is not kept. */
  @Nullable Contract contract(String id, Function<String, @Nullable Contract> load) {
    return contracts.find(id, load);
  }

  /** What an account leads to; null when the load answers null, which is not kept. */
  @Nullable AccountContracts account(
      String accountNumber, Function<String, @Nullable AccountContracts> load) {
    return accounts.find(accountNumber, load);
  }

  /** The record system said something of an account in the running transaction. */
  void accountChanged(String accountNumber) {
    accounts.invalidateAfterCommit(accountNumber);
  }

  @Override
  public void changed(@Nullable Contract before, Contract after) {
    contracts.invalidateAfterCommit(after.id());
    Set<String> leading = new LinkedHashSet<>();
    leading.add(after.accountNumber());
    if (before != null) {
      // An account that is led to a contract which is not there yet is not kept.
      leading.add(before.accountNumber());
      leading.addAll(stored.leadingTo(after.id()));
    }
    leading.forEach(accounts::invalidateAfterCommit);
  }
}
