package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.CreditSignals;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationaleWriterTest {
  private static final Catalogue CATALOGUE = CatalogueFiles.load();
  private static final RationaleWriter WRITER =
      new RationaleWriter(new ValueText(Currency.getInstance("USD")));

  private static CatalogueItem item(String id) {
    return CATALOGUE.item(id).orElseThrow();
  }

  @Test
  void aRationaleCarriesTheUsersOwnNumbers() {
    Rationale rationale =
        WRITER.write(item("credit_utilization_101"), SignalValues.of(SampleUsers.indebted()));

    assertThat(rationale)
        .isEqualTo(
            new Rationale.Written(
                "Your card ending in 4523 is at 68% of its limit: $3,400.00 of $5,000.00. Because"
                    + " many lenders look for use below 30%, seeing how that share is worked out"
                    + " could be useful.",
                0));
  }

  @Test
  void aMissingValueFallsToALaterTemplate() {
    CreditSignals noCards =
        new CreditSignals(List.of(), null, null, null, true, false, false, false, 1);
    UserSignals signals = new UserSignals(null, null, noCards, null, null);

    assertThat(WRITER.write(item("credit_utilization_101"), SignalValues.of(signals)))
        .isInstanceOfSatisfying(
            Rationale.Written.class, written -> assertThat(written.template()).isEqualTo(2));
  }

  @Test
  void withoutAnyTemplateThatFitsTheReasonIsGiven() {
    assertThat(WRITER.write(item("offer_tidewater_tracker"), SignalValues.of(UserSignals.NONE)))
        .isEqualTo(
            new Rationale.Impossible(
                "no rationale can be written:"
                    + " subscriptions.recurringMerchantCount is unknown, wanted at least 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "One. Two! Three?|3",
        "Costs $1,234.50 a month.|1",
        "approx. 500 of them.|1",
        "No mark|1",
        "One. Two|2",
        "A brand.com name here.|1"
      })
  void sentencesEndBeforeACapitalOrAtTheEnd(String text, int sentences) {
    assertThat(RationaleForm.sentences(text)).isEqualTo(sentences);
  }

  @Test
  void theFormNamesEveryFault() {
    assertThat(RationaleForm.faults("Short")).hasSize(3);
    assertThat(RationaleForm.faults("x".repeat(5_001)))
        .first()
        .isEqualTo("is 5001 characters long, not 20 to 5,000");
    assertThat(RationaleForm.faults("Because of 3 cards you hold.")).isEmpty();
    assertThat(RationaleForm.faults("SINCE of 3 cards you hold.")).isEmpty();
    assertThat(RationaleForm.faults("The cause of 3 sincere cards."))
        .containsExactly("holds neither because nor since");
  }
}
