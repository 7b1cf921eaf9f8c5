package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.intent.Entities;
import app.countersign.intent.MessageContext;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.TransactionCategory;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseReadingTest {
  private static final PurchaseReading READING =
      new PurchaseReading(MerchantRules.bundled(), CategoryWords.load());
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Which card should I use for groceries?||GROCERIES",
        "which card for $82.40 at Whole Foods|Whole Foods|GROCERIES",
        "which card should I pull out for $64.10 at Trader Joe's|Trader Joe's|GROCERIES",
        "what is the cash back I'd get on $500 at Target|Target|SHOPPING",
        "which card for takeout from DoorDash, $35|DoorDash|FOOD_DELIVERY",
        "which card for groceries at Costco|Costco|GROCERIES",
        "best card for gas||TRANSPORT",
        "which card for the gas bill||UTILITIES",
        "which card is best for shell gas station 40 dollars||TRANSPORT",
        "which card should I use for the concert tickets, $240||ENTERTAINMENT",
        "will a $2000 sofa hurt my utilization?||SHOPPING",
        "which card gives me the most cashback on a 300 dollar flight?||TRAVEL",
        "which of my cards is best for amazon|Amazon|SHOPPING",
        "what card should I use at Zorblatt's Emporium for $75||",
        "chase or discover?||",
        "Which card should I use?||",
        "||",
      })
  void readsTheMerchantFirstAndThenPlainWords(
      @Nullable String message, @Nullable String merchant, @Nullable TransactionCategory category) {
    String text = message == null ? "" : message;

    PurchaseReading.Found found =
        READING.read(text, Entities.find(text, NOW, MessageContext.SOLO).amounts());

    assertThat(found).isEqualTo(new PurchaseReading.Found(merchant, category));
  }
}
