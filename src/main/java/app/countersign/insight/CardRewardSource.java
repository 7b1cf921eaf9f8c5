package app.countersign.insight;

import app.countersign.card.CapUse;
import app.countersign.card.CapUses;
import app.countersign.card.Card;
import app.countersign.card.CardCatalogue;
import app.countersign.card.CardProduct;
import app.countersign.card.CustomerCards;
import app.countersign.ledger.LedgerTransaction;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rewards of the cards that customers keep here. */
@Singleton
class CardRewardSource implements RewardSource {
  private final CustomerCards cards;
  private final CardCatalogue catalogue;
  private final CapUses capUses;

  CardRewardSource(CustomerCards cards, CardCatalogue catalogue, CapUses capUses) {
    this.cards = cards;
    this.catalogue = catalogue;
    this.capUses = capUses;
  }

  @Override
  public @Nullable Rewards of(
      UUID personId,
      String currency,
      List<LedgerTransaction> bought,
      InsightPeriod period,
      ZoneId zone) {
    List<Card> kept = bought.isEmpty() ? List.of() : cards.of(personId);
    if (kept.size() < 2) {
      return null;
    }
    Map<UUID, List<CapUse>> uses = capUses.of(personId, kept, period.from().minusDays(1), zone);
    List<MissedRewards.Own> own = new ArrayList<>();
    for (Card card : kept) {
      CardProduct product = catalogue.product(card.productId());
      if (product != null) {
        own.add(
            new MissedRewards.Own(
                card,
                product,
                uses.getOrDefault(card.id(), List.of()).stream()
                    .map(
                        use -> new MissedRewards.Used(use.rate(), use.startsOn(), use.usedAmount()))
                    .toList()));
      }
    }
    return MissedRewards.of(own, currency, bought);
  }
}
