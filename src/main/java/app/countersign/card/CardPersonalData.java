package app.countersign.card;

import app.countersign.customer.PersonalData;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A person's cards, for the export of one's data and its erasure. */
@Singleton
class CardPersonalData implements PersonalData {
  private final CardRepository cards;

  CardPersonalData(CardRepository cards) {
    this.cards = cards;
  }

  @Override
  public String section() {
    return "cards";
  }

  @Override
  public Object export(UUID personId) {
    return cards.all(personId);
  }

  @Override
  public void erase(UUID personId) {
    cards.deleteAll(personId);
  }
}
