package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalFieldTest {
  private static CardSignals card(int id, String mask, @Nullable String pct, String interest) {
    return new CardSignals(
        new UUID(0, id),
        null,
        mask,
        null,
        null,
        pct == null ? null : new BigDecimal(pct),
        null,
        null,
        false,
        new BigDecimal(interest),
        pct == null ? null : new BigDecimal("19.99"),
        null);
  }

  private static SignalValues cards(CardSignals... cards) {
    return SignalValues.of(
        new UserSignals(
            null,
            null,
            new CreditSignals(
                List.of(cards), null, null, null, false, false, true, false, cards.length),
            null,
            null));
  }

  @Test
  void everyFieldIsFoundByItsName() {
    assertThat(Stream.of(SignalField.values()).map(SignalField::path)).doesNotHaveDuplicates();
    for (SignalField field : SignalField.values()) {
      assertThat(SignalField.named(field.path())).contains(field);
      assertThat(field.path()).endsWith("." + field.simpleName());
    }
    assertThat(SignalField.named("credit.unknown")).isEmpty();
  }

  @Test
  void withoutSignalsNothingIsKnown() {
    SignalValues values = SignalValues.of(UserSignals.NONE);

    assertThat(SignalField.values()).noneMatch(values::isKnown);
    assertThat(values.isTrue(SignalField.ANY_OVERDUE)).isFalse();
  }

  @Test
  void theHighestCardIsTheSameInAnyOrder() {
    CardSignals first = card(1, "1111", "60", "1.50");
    CardSignals second = card(2, "2222", "60", "2.25");
    CardSignals third = card(3, "3333", "20", "0");
    CardSignals unknown = card(4, "4444", null, "0");

    SignalValues one = cards(first, second, third, unknown);
    SignalValues other = cards(unknown, third, second, first);

    assertThat(one.text(SignalField.HIGHEST_CARD_MASK)).isEqualTo("1111");
    assertThat(other.text(SignalField.HIGHEST_CARD_MASK)).isEqualTo("1111");
    assertThat(one.number(SignalField.INTEREST_CHARGES)).isEqualTo("3.75");
    assertThat(one.number(SignalField.HIGHEST_APR_PCT)).isEqualTo("19.99");
    assertThat(one.number(SignalField.NUM_CREDIT_CARDS)).isEqualTo("4");
    assertThat(one.flag(SignalField.ANY_MINIMUM_PAYMENT_ONLY)).isFalse();
    assertThat(cards(unknown).isKnown(SignalField.HIGHEST_CARD_UTILIZATION_PCT)).isFalse();
  }

  @Test
  void aValueOfAnotherKindReadsAsUnknown() {
    SignalValues values = cards(card(1, "1111", "60", "0"));

    assertThat(values.number(SignalField.HIGHEST_CARD_MASK)).isNull();
    assertThat(values.flag(SignalField.NUM_CREDIT_CARDS)).isNull();
    assertThat(values.text(SignalField.ANY_INTEREST_CHARGES)).isNull();
    assertThat(values.isTrue(SignalField.ANY_INTEREST_CHARGES)).isTrue();
  }

  @Test
  void theLargestMerchantIsOfTheFirstNameAmongEqualAmounts() {
    SubscriptionSignals signals =
        new SubscriptionSignals(
            2,
            new BigDecimal("20.50"),
            null,
            BigDecimal.ZERO,
            Stream.of("Spotify", "Netflix")
                .map(
                    name ->
                        new RecurringMerchant(
                            name,
                            new BigDecimal("10.25"),
                            Cadence.MONTHLY,
                            LocalDate.of(2025, 1, 1),
                            1,
                            new BigDecimal("10.25")))
                .toList());

    SignalValues values = SignalValues.of(new UserSignals(signals, null, null, null, null));

    assertThat(values.text(SignalField.LARGEST_MERCHANT_NAME)).isEqualTo("Netflix");
    assertThat(values.number(SignalField.LARGEST_MERCHANT_AMOUNT)).isEqualTo("10.25");
    assertThat(values.number(SignalField.ANNUAL_RECURRING_SPEND)).isEqualTo("246.00");
  }
}
