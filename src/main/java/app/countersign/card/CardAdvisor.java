package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares a person's cards for a purchase: highest reward net of the foreign fee first, of equals
 * the one with the lower utilization after it, then by the catalogue's order, then by age.
 */
@Singleton
class CardAdvisor {
  /** How the purchase is seen where its category is not clear: only base rates are for it. */
  private static final TransactionCategory UNCLEAR = TransactionCategory.OTHER;

  private static final Comparator<BigDecimal> UNKNOWN_LAST =
      Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder());

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing(Candidate::worth)
          .reversed()
          .thenComparing(one -> one.option().utilizationAfterPct(), UNKNOWN_LAST)
          .thenComparingInt(one -> one.product().place());

  private final CustomerCards cards;
  private final CardCatalogue catalogue;
  private final CapUses capUses;
  private final CardBalances balances;
  private final CategoryWords words;

  CardAdvisor(
      CustomerCards cards,
      CardCatalogue catalogue,
      CapUses capUses,
      CardBalances balances,
      CategoryWords words) {
    this.cards = cards;
    this.catalogue = catalogue;
    this.capUses = capUses;
    this.balances = balances;
    this.words = words;
  }

  private record Candidate(CardOption option, CardProduct product, BigDecimal worth) {}

  /** What is known of a card; what is null is not known. */
  private record Standing(@Nullable CapUse capUse, CardBalance balance) {}

  /**
   * Compares.
   *
   * @param usesSpending whether what was spent, and what is owed, may be looked at
   */
  CardAdvice advise(
      UUID ownerId, IntendedPurchase purchase, boolean usesSpending, Instant asOf, ZoneId zone) {
    List<Card> owned = cards.of(ownerId);
    Set<String> unknowns = new LinkedHashSet<>();
    if (purchase.category() == null) {
      unknowns.add("It is not clear what kind of purchase this is: each card earns its base rate.");
    }
    if (!usesSpending && !owned.isEmpty()) {
      unknowns.add(
          "Purchases are not shared in this chat: how much of a cap is used, and what is owed, is"
              + " left out.");
    }
    Map<UUID, List<CapUse>> uses =
        usesSpending ? capUses.of(ownerId, owned, LocalDate.ofInstant(asOf, zone), zone) : Map.of();
    Map<Card, CardBalance> standings = usesSpending ? balances.of(owned) : Map.of();
    List<Candidate> candidates = new ArrayList<>();
    for (Card card : owned) {
      CardProduct product = catalogue.product(card.productId());
      if (product == null) {
        unknowns.add(
            "%s is not in the catalogue any more: nothing is known of its rates."
                .formatted(card.title(null)));
        continue;
      }
      Standing standing =
          new Standing(
              capUse(product.rate(category(purchase)), uses.getOrDefault(card.id(), List.of())),
              standings.getOrDefault(card, CardBalance.UNKNOWN));
      candidates.add(candidate(card, product, purchase, standing, usesSpending, unknowns));
    }
    candidates.sort(BEST_FIRST);
    if (usesSpending && purchase.amount() != null) {
      String unknown = unknownUtilization(candidates);
      if (unknown != null) {
        unknowns.add(unknown);
      }
    }
    return new CardAdvice(
        ownerId,
        purchase.amount(),
        purchase.merchant(),
        purchase.category(),
        candidates.stream().map(Candidate::option).toList(),
        List.copyOf(unknowns));
  }

  private static @Nullable CapUse capUse(CardRate rate, List<CapUse> uses) {
    return uses.stream().filter(use -> use.rate().equals(rate)).findFirst().orElse(null);
  }

  private Candidate candidate(
      Card card,
      CardProduct product,
      IntendedPurchase purchase,
      Standing standing,
      boolean usesSpending,
      Set<String> unknowns) {
    CardRate rate = product.rate(category(purchase));
    CapUse use = standing.capUse();
    BigDecimal used = use == null ? null : use.usedAmount();
    Money amount = purchase.amount();
    boolean foreign = amount != null && !amount.currency().equals(product.currency());
    BigDecimal ratePct = foreign ? rate.ratePct() : CardRewards.nextRatePct(rate, used);
    Reward reward =
        amount == null ? null : CardRewards.reward(product, category(purchase), amount, used);
    BigDecimal utilization =
        amount == null || foreign ? null : standing.balance().utilizationPct(amount.amount());
    CardReasons reasons = new CardReasons(card, product, words);
    reasons.rate(rate, purchase.category());
    reasons.cap(rate, use, usesSpending, foreign);
    if (reward != null) {
      reasons.reward(reward);
    }
    reasons.utilization(utilization);
    unknowns.addAll(reasons.unknowns());
    CardOption option =
        new CardOption(
            card.id(),
            card.title(product),
            product.id(),
            ratePct,
            reward == null ? null : reward.reward(),
            reward == null ? null : reward.foreignFee(),
            reward == null ? null : reward.net(),
            use == null || foreign ? null : use.used(),
            use == null || foreign ? null : use.left(),
            utilization,
            reasons.reasons(),
            reward == null ? List.of() : reward.steps());
    return new Candidate(option, product, reward == null ? ratePct : reward.net().amount());
  }

  private static @Nullable String unknownUtilization(List<Candidate> candidates) {
    List<String> titles =
        candidates.stream()
            .map(Candidate::option)
            .filter(option -> option.utilizationAfterPct() == null)
            .map(CardOption::title)
            .toList();
    return titles.isEmpty()
        ? null
        : "The share of the limit in use is not known for %s.".formatted(String.join(", ", titles));
  }

  private static TransactionCategory category(IntendedPurchase purchase) {
    return purchase.category() == null ? UNCLEAR : purchase.category();
  }
}
