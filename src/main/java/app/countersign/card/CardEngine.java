package app.countersign.card;

import app.countersign.assistant.Engine;
import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.intent.AmountMention;
import app.countersign.intent.Intent;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers which card to use, from the asker's own cards only. */
@Singleton
class CardEngine implements Engine {
  private static final String DEFAULT_CURRENCY = "USD";

  private final CustomerCards cards;
  private final CardAdvisor advisor;
  private final PurchaseReading reading;
  private final CardAnswerText answers;

  CardEngine(
      CustomerCards cards, CardAdvisor advisor, PurchaseReading reading, CardAnswerText answers) {
    this.cards = cards;
    this.advisor = advisor;
    this.reading = reading;
    this.answers = answers;
  }

  /** The amount that the answer is for; null with why there is none, or with a question back. */
  private record Told(@Nullable Money amount, @Nullable String unknown, @Nullable String askBack) {}

  @Override
  public Intent intent() {
    return Intent.CARD;
  }

  @Override
  public Class<CardAdvice> drawerType() {
    return CardAdvice.class;
  }

  @Override
  public EngineAnswer answer(Question question, StageLog stages) {
    stages.begin("Looking at your cards");
    List<Card> owned = cards.of(question.asker().id());
    if (owned.isEmpty()) {
      return EngineAnswer.ofText(
          "You have no card here yet. Add the ones you have with addCard, then I can compare what"
              + " they earn.");
    }
    Told told = told(question.entities().amounts(), owned);
    if (told.askBack() != null) {
      return EngineAnswer.ofText(told.askBack());
    }
    PurchaseReading.Found found = reading.read(question.words(), question.entities().amounts());
    stages.begin(
        owned.size() == 1 ? "Computing the reward" : "Comparing %d cards".formatted(owned.size()));
    CardAdvice advice =
        advisor.advise(
            question.asker().id(),
            new IntendedPurchase(told.amount(), found.merchant(), found.category()),
            question.sharesPurchases(question.asker().id()),
            question.askedAt(),
            question.zone());
    if (told.unknown() != null) {
      advice = with(advice, told.unknown());
    }
    return new EngineAnswer(answers.of(advice), advice, null);
  }

  private static Told told(List<AmountMention> mentions, List<Card> owned) {
    Set<Money> amounts = new LinkedHashSet<>();
    List<String> unknowns = new ArrayList<>();
    for (AmountMention mention : mentions) {
      if (mention.amount().signum() <= 0) {
        continue;
      }
      if (mention.tooFine()) {
        return new Told(
            null,
            null,
            "“%s” has more digits than money has. How much is it exactly?"
                .formatted(mention.words().text()));
      }
      String currency = mention.currency() == null ? currency(owned) : mention.currency();
      if (mention.approximate()) {
        unknowns.add(
            "“About” is no amount to compute with: the cards stand by their rate. Tell me the exact"
                + " amount for figures.");
      } else {
        amounts.add(Money.of(mention.amount(), currency));
      }
      if (mention.currency() == null && !mention.approximate()) {
        unknowns.add("No currency was told: I took %s.".formatted(currency));
      }
    }
    if (amounts.size() > 1) {
      return new Told(
          null,
          null,
          "Which amount is the purchase: %s? Ask me about one at a time."
              .formatted(String.join(" or ", amounts.stream().map(Figures::money).toList())));
    }
    Money amount = amounts.isEmpty() ? null : amounts.iterator().next();
    return new Told(amount, unknowns.isEmpty() ? null : unknowns.getFirst(), null);
  }

  /** The one currency of all cards, or the usual one. */
  private static String currency(List<Card> owned) {
    Set<String> currencies = new HashSet<>(owned.stream().map(Card::currency).toList());
    return currencies.size() == 1 ? currencies.iterator().next() : DEFAULT_CURRENCY;
  }

  private static CardAdvice with(CardAdvice advice, String unknown) {
    List<String> unknowns = new ArrayList<>();
    unknowns.add(unknown);
    unknowns.addAll(advice.unknowns());
    return new CardAdvice(
        advice.ownerId(),
        advice.amount(),
        advice.merchant(),
        advice.category(),
        advice.options(),
        unknowns);
  }
}
