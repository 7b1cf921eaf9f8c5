package app.countersign.ledger;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads whole ledgers, for what is computed from them. */
@Singleton
public class Ledgers {
  private final LedgerRepository ledgers;
  private final UserRepository users;

  Ledgers(LedgerRepository ledgers, UserRepository users) {
    this.ledgers = ledgers;
    this.users = users;
  }

  /**
   * The ledgers of the users there are, by four statements however many they are, and a fifth where
   * any of them has purchases.
   */
  public Map<String, LedgerSnapshot> snapshots(Collection<String> userIds) {
    Map<String, User> found = users.byIds(userIds);
    Map<UUID, String> owners = new HashMap<>();
    Map<String, List<Account>> accounts = new HashMap<>();
    Map<UUID, String> buyers = new HashMap<>();
    for (OwnedAccount owned : ledgers.accounts(found.keySet())) {
      if (owned.isOfPurchases()) {
        buyers.put(owned.account().id(), owned.userId());
        continue;
      }
      owners.put(owned.account().id(), owned.userId());
      accounts.computeIfAbsent(owned.userId(), user -> new ArrayList<>()).add(owned.account());
    }
    Map<String, List<Liability>> liabilities = new HashMap<>();
    for (Liability liability : ledgers.liabilities(owners.keySet())) {
      add(liabilities, owners.get(liability.accountId()), liability);
    }
    Map<String, List<LedgerTransaction>> transactions = new HashMap<>();
    UUID account = null;
    String owner = null;
    for (LedgerTransaction transaction : ledgers.transactions(owners.keySet())) {
      // Rows mostly come account by account, and there are very many of them.
      if (!transaction.accountId().equals(account)) {
        account = transaction.accountId();
        owner = owners.get(account);
      }
      add(transactions, owner, transaction);
    }
    Map<String, List<LedgerPurchase>> purchases = purchases(buyers);
    Map<String, LedgerSnapshot> snapshots = new LinkedHashMap<>();
    found.forEach(
        (userId, user) ->
            snapshots.put(
                userId,
                new LedgerSnapshot(
                    accounts.getOrDefault(userId, List.of()),
                    liabilities.getOrDefault(userId, List.of()),
                    transactions.getOrDefault(userId, List.of()),
                    purchases.getOrDefault(userId, List.of()),
                    user.ageBracket(),
                    user.annualIncome())));
    return snapshots;
  }

  private Map<String, List<LedgerPurchase>> purchases(Map<UUID, String> buyers) {
    Map<String, List<LedgerPurchase>> purchases = new HashMap<>();
    if (!buyers.isEmpty()) {
      ledgers
          .purchases(buyers.keySet())
          .forEach(purchase -> add(purchases, buyers.get(purchase.row().accountId()), purchase));
    }
    return purchases;
  }

  private static <T> void add(Map<String, List<T>> byUser, @Nullable String userId, T one) {
    if (userId != null) {
      byUser.computeIfAbsent(userId, user -> new ArrayList<>()).add(one);
    }
  }
}
