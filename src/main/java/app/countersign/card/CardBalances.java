package app.countersign.card;

import app.countersign.ledger.Account;
import app.countersign.ledger.UserAccounts;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how cards stand, by the bank accounts linked with them. */
@Singleton
class CardBalances {
  private final UserAccounts accounts;

  CardBalances(UserAccounts accounts) {
    this.accounts = accounts;
  }

  /** How each card stands, by one statement for each owner. */
  Map<Card, CardBalance> of(Collection<Card> cards) {
    Map<UUID, List<Card>> byOwner = cards.stream().collect(Collectors.groupingBy(Card::ownerId));
    Map<Card, CardBalance> balances = new HashMap<>();
    byOwner.forEach(
        (owner, owned) -> {
          List<UUID> ids = owned.stream().map(Card::accountId).filter(Objects::nonNull).toList();
          Map<UUID, Account> linked = accounts.current(owner.toString(), ids);
          owned.forEach(card -> balances.put(card, balance(card, linked)));
        });
    return balances;
  }

  private static CardBalance balance(Card card, Map<UUID, Account> linked) {
    Account account = card.accountId() == null ? null : linked.get(card.accountId());
    if (account == null) {
      return new CardBalance(null, card.limit());
    }
    Money limit = card.limit();
    return new CardBalance(
        money(account.currentBalance(), account),
        limit == null ? money(account.creditLimit(), account) : limit);
  }

  private static @Nullable Money money(@Nullable BigDecimal amount, Account account) {
    return amount == null ? null : Money.of(amount, account.currency());
  }
}
