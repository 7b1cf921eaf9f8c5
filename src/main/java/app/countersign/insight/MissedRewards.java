package app.countersign.insight;

import app.countersign.card.Card;
import app.countersign.card.CardProduct;
import app.countersign.card.CardRate;
import app.countersign.card.CardRewards;
import app.countersign.card.RateCap;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What purchases earned with the cards they were paid with, and with the best of the person's cards
 * for each, one after the other, caps being used up on the way. Pure. A purchase of which it is not
 * known that one of the cards paid it counts on neither side; a cap of which nobody knows how much
 * is left counts as used up, so that nothing is promised that could not have been had.
 */
final class MissedRewards {
  private final List<Own> cards;
  private final String currency;
  private final Map<CapKey, BigDecimal> really = new HashMap<>();
  private final Map<CapKey, BigDecimal> atBest = new HashMap<>();
  private final Map<Own, BigDecimal> gains = new HashMap<>();
  private BigDecimal earned = BigDecimal.ZERO;
  private BigDecimal possible = BigDecimal.ZERO;
  private int paidWithCards;
  private int better;

  private MissedRewards(List<Own> cards, String currency) {
    this.cards = cards;
    this.currency = currency;
  }

  /** A card and how much of its caps was used before the first purchase, where that is known. */
  record Own(Card card, CardProduct product, List<Used> used) {}

  /**
   * How much of a cap was used.
   *
   * @param startsOn the first day of the cap's period
   * @param amount null where it is not known
   */
  record Used(CardRate rate, LocalDate startsOn, @Nullable BigDecimal amount) {}

  private record CapKey(UUID cardId, CardRate rate, LocalDate startsOn) {}

  /**
   * Null where nothing can be compared.
   *
   * @param bought oldest first
   */
  static RewardSource.@Nullable Rewards of(
      List<Own> cards, String currency, List<LedgerTransaction> bought) {
    List<Own> usable =
        cards.stream().filter(own -> own.product().currency().equals(currency)).toList();
    if (usable.size() < 2) {
      return null;
    }
    MissedRewards missed = new MissedRewards(usable, currency);
    bought.forEach(missed::add);
    return missed.rewards();
  }

  private void add(LedgerTransaction row) {
    Own paid =
        cards.stream()
            .filter(own -> row.accountId().equals(own.card().accountId()))
            .findFirst()
            .orElse(null);
    if (paid == null) {
      return;
    }
    paidWithCards++;
    BigDecimal got = reward(paid, row, really);
    Own best = paid;
    BigDecimal most = reward(paid, row, atBest);
    for (Own own : cards) {
      BigDecimal reward = reward(own, row, atBest);
      if (reward.compareTo(most) > 0) {
        most = reward;
        best = own;
      }
    }
    use(paid, row, really);
    use(best, row, atBest);
    earned = earned.add(got);
    possible = possible.add(most);
    if (most.compareTo(got) > 0) {
      better++;
      gains.merge(best, most.subtract(got), BigDecimal::add);
    }
  }

  private BigDecimal reward(Own own, LedgerTransaction row, Map<CapKey, BigDecimal> uses) {
    CardRate rate = own.product().rate(row.category());
    Money amount = new Money(row.amount().negate(), currency);
    return CardRewards.reward(own.product(), row.category(), amount, used(own, rate, row, uses))
        .reward()
        .amount();
  }

  /** Null for a rate without a cap. */
  private static @Nullable BigDecimal used(
      Own own, CardRate rate, LedgerTransaction row, Map<CapKey, BigDecimal> uses) {
    RateCap cap = rate.cap();
    if (cap == null) {
      return null;
    }
    CapKey key = key(own, rate, cap, row);
    BigDecimal before =
        own.used().stream()
            .filter(used -> used.rate().equals(rate))
            .findFirst()
            .map(used -> before(used, key, cap))
            .orElse(cap.amount());
    return before.add(uses.getOrDefault(key, BigDecimal.ZERO));
  }

  private static BigDecimal before(Used used, CapKey key, RateCap cap) {
    if (used.amount() == null) {
      return cap.amount();
    }
    return used.startsOn().equals(key.startsOn()) ? used.amount() : BigDecimal.ZERO;
  }

  private static void use(Own own, LedgerTransaction row, Map<CapKey, BigDecimal> uses) {
    CardRate rate = own.product().rate(row.category());
    RateCap cap = rate.cap();
    if (cap != null) {
      uses.merge(key(own, rate, cap, row), row.amount().negate(), BigDecimal::add);
    }
  }

  private static CapKey key(Own own, CardRate rate, RateCap cap, LedgerTransaction row) {
    return new CapKey(
        own.card().id(), rate, cap.period().start(row.postedOn(), own.card().openedOn()));
  }

  private RewardSource.@Nullable Rewards rewards() {
    if (paidWithCards == 0) {
      return null;
    }
    String best =
        gains.entrySet().stream()
            .max(
                Map.Entry.<Own, BigDecimal>comparingByValue()
                    .thenComparing(
                        entry -> entry.getKey().product().place(), Comparator.reverseOrder()))
            .map(entry -> entry.getKey().card().title(entry.getKey().product()))
            .orElse("");
    return new RewardSource.Rewards(earned, possible, best, better);
  }
}
