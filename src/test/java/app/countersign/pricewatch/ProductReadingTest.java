package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.intent.Entities;
import app.countersign.intent.MessageContext;
import app.countersign.ledger.MerchantRules;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductReadingTest {
  private static final ProductReading READING =
      new ProductReading(PriceWords.load(), MerchantRules.bundled());
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-01T12:00:00Z");

  private static ProductReading.Read read(String text) {
    return READING.read(text, Entities.find(text, NOW, MessageContext.SOLO).amounts());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is 249 for the AirPods good?|JUDGE|AirPods|",
        "Is $329 a good price for Sony WH-1000XM5 headphones?|JUDGE|Sony WH-1000XM5 headphones|",
        "Is $14.99 a good price for The Lord of the Rings box set?|JUDGE|Lord of the Rings box"
            + " set|",
        "what was the lowest price for the Kindle Paperwhite on Amazon?|JUDGE|Kindle"
            + " Paperwhite|Amazon",
        "tell me if 249 is a good price for the AirPods|JUDGE|AirPods|",
        "Should I wait for Black Friday to buy the LG C3 TV?|JUDGE|LG C3 TV|",
        "is $300 fair for an Apple Watch?|JUDGE|Apple Watch|",
        "is that a good price?|JUDGE||",
        "track the kettle under 40|TRACK|kettle|",
        "tell me when the Dyson V15 drops below $400|TRACK|Dyson V15|",
        "alert me if the Lego Millennium Falcon goes under $600|TRACK|Lego Millennium Falcon|",
        "keep an eye on the price of the Nintendo Switch|TRACK|Nintendo Switch|",
        "set a price alert for the Vitamix at $350|TRACK|Vitamix|",
        "stop tracking the kettle|STOP|kettle|",
        "please don't track the Switch anymore|STOP|Switch|",
        "record that the kettle costs 35.50|RECORD|kettle|",
        "I saw the AirPods for $199 at Costco|RECORD|AirPods|Costco",
        "what am I tracking?|LIST||",
        "show my tracked products|LIST||",
      })
  void readsWhatIsAskedOfWhichProduct(
      String message, PriceCommand command, @Nullable String product, @Nullable String merchant) {
    ProductReading.Read found = read(message);

    assertThat(found.command()).isEqualTo(command);
    assertThat(found.product()).isEqualTo(product == null ? "" : product);
    assertThat(found.merchant()).isEqualTo(merchant);
  }

  @Test
  void keepsAnAddressOfTheWebOnlyAndNeverAsTheProduct() {
    assertThat(read("track https://shop.example/kettle-3?x=1, Fellow Kettle").url())
        .isEqualTo("https://shop.example/kettle-3?x=1");
    assertThat(read("track https://shop.example/kettle-3 Fellow Kettle").product())
        .isEqualTo("Fellow Kettle");
    for (String other :
        new String[] {
          "track javascript:alert(1) kettle",
          "track ftp://shop.example/kettle kettle",
          "track file:///etc/passwd kettle",
          "track data:text/html,hello kettle"
        }) {
      assertThat(read(other).url()).as(other).isNull();
      assertThat(read(other).product()).as(other).isEqualTo("kettle");
    }
  }

  @Test
  void takesABareNumberWhereAPriceStandsAndNoOther() {
    assertThat(read("is 249 for the AirPods good?").numbers())
        .containsExactly(new ProductReading.BareNumber(new BigDecimal("249"), false));
    assertThat(read("is about 250 ok for the AirPods?").numbers())
        .containsExactly(new ProductReading.BareNumber(new BigDecimal("250"), true));
    assertThat(read("what will the iPhone 15 cost in 2 weeks?").numbers()).isEmpty();
  }
}
