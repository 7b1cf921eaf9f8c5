package app.countersign.card;

import app.countersign.assistant.Drawer;
import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a purchase earns with each of a person's cards, best first.
 *
 * @param ownerId whose cards they are
 * @param amount null where none was told: then the cards stand by their rate
 * @param merchant where; null where only a category, or nothing, was told
 * @param category null where it is not clear: then every card earns its base rate
 * @param unknowns what the answer does not know, for people
 */
public record CardAdvice(
    UUID ownerId,
    @Nullable Money amount,
    @Nullable String merchant,
    @Nullable TransactionCategory category,
    List<CardOption> options,
    List<String> unknowns)
    implements Drawer {
  /** Copies the lists. */
  public CardAdvice {
    options = List.copyOf(options);
    unknowns = List.copyOf(unknowns);
  }

  /** The card to use; null without any. */
  public @Nullable CardOption best() {
    return options.isEmpty() ? null : options.getFirst();
  }
}
