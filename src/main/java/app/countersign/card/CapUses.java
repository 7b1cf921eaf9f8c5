package app.countersign.card;

import app.countersign.ledger.Account;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.Classification;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.UserAccounts;
import app.countersign.merchant.Purchase;
import app.countersign.merchant.PurchasePayment;
import app.countersign.merchant.PurchaseStatus;
import app.countersign.merchant.Purchases;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads how much of the caps of a person's cards is used. */
@Singleton
public class CapUses {
  private static final Set<PurchaseStatus> NOT_PAID =
      EnumSet.of(
          PurchaseStatus.CANCELLED,
          PurchaseStatus.FAILED,
          PurchaseStatus.REFUNDED,
          PurchaseStatus.RETURNED);

  /** Rows before the period tell from when on the bank's data cover the card. */
  private static final int COVERAGE_MONTHS = 2;

  private final CardCatalogue catalogue;
  private final UserAccounts accounts;
  private final Purchases purchases;
  private final MerchantRules rules;

  CapUses(
      CardCatalogue catalogue, UserAccounts accounts, Purchases purchases, MerchantRules rules) {
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.purchases = purchases;
    this.rules = rules;
  }

  /**
   * How much of each cap is used, for each card, in the order of its product's rates.
   *
   * @param cards all of one owner
   * @param today the last day that counts, in the zone
   * @param zone the owner's: what the days of purchases are told by
   */
  public Map<UUID, List<CapUse>> of(UUID ownerId, List<Card> cards, LocalDate today, ZoneId zone) {
    Map<UUID, Account> linked =
        accounts.current(
            ownerId.toString(),
            cards.stream().filter(card -> card.accountId() != null).map(Card::accountId).toList());
    List<Purchase> bought = null;
    Map<UUID, List<CapUse>> uses = new HashMap<>();
    for (Card card : cards) {
      List<CardRate> capped = capped(card);
      if (!capped.isEmpty() && card.lastFour() != null && bought == null) {
        bought = purchases.between(ownerId, earliest(cards, today, zone), null);
      }
      Account account = card.accountId() == null ? null : linked.get(card.accountId());
      uses.put(
          card.id(),
          capped.isEmpty()
              ? List.of()
              : uses(card, capped, account, bought == null ? List.of() : bought, today, zone));
    }
    return uses;
  }

  private List<CapUse> uses(
      Card card,
      List<CardRate> capped,
      @Nullable Account account,
      List<Purchase> bought,
      LocalDate today,
      ZoneId zone) {
    String unknown = unknown(card, account);
    List<Spent> spent = unknown == null ? spent(card, capped, account, bought, today, zone) : null;
    List<CapUse> uses = new ArrayList<>();
    for (CardRate rate : capped) {
      RateCap cap = rate.cap();
      if (cap == null) {
        continue;
      }
      LocalDate start = cap.period().start(today, card.openedOn());
      BigDecimal used = spent == null ? null : sum(spent, rate, start, today);
      BigDecimal left = used == null ? null : CardRewards.capLeft(rate, used);
      uses.add(
          new CapUse(
              rate,
              start,
              used == null ? null : Money.of(used, card.currency()),
              left == null ? null : Money.of(left, card.currency()),
              unknown));
    }
    return uses;
  }

  private static @Nullable String unknown(Card card, @Nullable Account account) {
    if (card.accountId() != null && account == null) {
      return "The card's bank account is no longer among the current ones: link it again.";
    }
    return card.accountId() == null && card.lastFour() == null
        ? "Neither a bank account nor the last four digits are on record for this card."
        : null;
  }

  private List<Spent> spent(
      Card card,
      List<CardRate> capped,
      @Nullable Account account,
      List<Purchase> bought,
      LocalDate today,
      ZoneId zone) {
    LocalDate from = earliest(card, capped, today);
    List<LedgerTransaction> rows =
        account == null
            ? List.of()
            : accounts.rowsSince(account.id(), from.minusMonths(COVERAGE_MONTHS));
    List<CardPayment> payments = new ArrayList<>();
    for (Purchase purchase : bought) {
      if (!NOT_PAID.contains(purchase.status())
          && purchase.total().currency().equals(card.currency())) {
        addPayments(purchase, card, zone, payments);
      }
    }
    return new CardSpending(rules, card.currency()).of(rows, payments);
  }

  private void addPayments(Purchase purchase, Card card, ZoneId zone, List<CardPayment> payments) {
    for (PurchasePayment payment : purchase.payments()) {
      Money amount = payment.amount();
      if (card.lastFour() != null
          && card.lastFour().equals(payment.lastFour())
          && amount != null
          && amount.amount().signum() > 0) {
        Classification classified =
            rules.classify(purchase.merchantName(), BigDecimal.ONE.negate(), AccountType.CREDIT);
        payments.add(
            new CardPayment(
                LocalDate.ofInstant(purchase.orderedAt(), zone),
                classified.merchant(),
                classified.category(),
                amount.amount()));
      }
    }
  }

  private List<CardRate> capped(Card card) {
    CardProduct product = catalogue.product(card.productId());
    return product == null
        ? List.of()
        : product.rates().stream().filter(rate -> rate.cap() != null).toList();
  }

  private Instant earliest(List<Card> cards, LocalDate today, ZoneId zone) {
    LocalDate earliest = today;
    for (Card card : cards) {
      LocalDate one = earliest(card, capped(card), today);
      earliest = one.isBefore(earliest) ? one : earliest;
    }
    return earliest.atStartOfDay(zone).toInstant();
  }

  private static LocalDate earliest(Card card, List<CardRate> capped, LocalDate today) {
    LocalDate earliest = today;
    for (CardRate rate : capped) {
      RateCap cap = rate.cap();
      if (cap != null) {
        LocalDate start = cap.period().start(today, card.openedOn());
        earliest = start.isBefore(earliest) ? start : earliest;
      }
    }
    return earliest;
  }

  private static BigDecimal sum(List<Spent> spent, CardRate rate, LocalDate from, LocalDate today) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Spent one : spent) {
      if (rate.categories().contains(one.category())
          && !one.day().isBefore(from)
          && !one.day().isAfter(today)) {
        sum = sum.add(one.amount());
      }
    }
    return sum.max(BigDecimal.ZERO);
  }
}
