package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailFinding;
import app.countersign.persona.PersonaKind;
import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferEligibilityTest {
  private static PartnerOffer offer(OfferKind kind, @Nullable String rate) {
    return new PartnerOffer(
        "offer",
        kind,
        "An offer",
        "An offer.",
        "Provider",
        "/offers/offer",
        Set.of(PersonaKind.GENERAL),
        List.of("None"),
        rate == null ? null : new BigDecimal(rate),
        LocalDate.of(2025, 1, 1),
        List.of(),
        List.of(),
        List.of());
  }

  private static Holdings accounts(@Nullable String... rates) {
    return new Holdings(
        Stream.of(rates)
            .map(rate -> new SavingsAccount(null, rate == null ? null : new BigDecimal(rate)))
            .toList(),
        null);
  }

  private static List<String> codes(PartnerOffer offer, UserSignals signals, Holdings holdings) {
    return OfferEligibility.check(offer, signals, holdings).findings().stream()
        .map(GuardrailFinding::code)
        .toList();
  }

  private static UserSignals credit(boolean interest, boolean anyOverdue, CardSignals... cards) {
    return new UserSignals(
        null,
        null,
        new CreditSignals(
            List.of(cards), null, null, null, false, false, interest, anyOverdue, cards.length),
        null,
        null);
  }

  private static UserSignals fund(@Nullable String months) {
    return new UserSignals(null, SampleUsers.savings("0", "0", months, "100"), null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "4.49,4.5,",
    "4.5,4.5,HAS_RATE_ALREADY",
    "4.51,4.5,HAS_RATE_ALREADY",
    ",4.5,RATE_UNKNOWN",
    "4.49,,RATE_UNKNOWN"
  })
  void savingsAreOfferedToThoseWithoutThatRate(
      @Nullable String held, @Nullable String offered, @Nullable String code) {
    PartnerOffer savings = offer(OfferKind.HIGH_YIELD_SAVINGS, offered);

    assertThat(codes(savings, UserSignals.NONE, accounts(held)))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void withoutASavingsAccountNoRateNeedsToBeKnown() {
    assertThat(codes(offer(OfferKind.HIGH_YIELD_SAVINGS, null), UserSignals.NONE, Holdings.NONE))
        .isEmpty();
    assertThat(codes(offer(OfferKind.HIGH_YIELD_SAVINGS, "4.5"), UserSignals.NONE, Holdings.NONE))
        .isEmpty();
  }

  @Test
  void oneAccountOfUnknownRateHoldsTheOfferUnlessAnotherDecides() {
    PartnerOffer savings = offer(OfferKind.HIGH_YIELD_SAVINGS, "4.5");

    assertThat(codes(savings, UserSignals.NONE, accounts("1", null)))
        .containsExactly("RATE_UNKNOWN");
    assertThat(codes(savings, UserSignals.NONE, accounts(null, "5")))
        .containsExactly("HAS_RATE_ALREADY");
    assertThat(codes(savings, fund("1"), Holdings.NONE)).containsExactly("RATE_UNKNOWN");
    assertThat(codes(savings, fund("1"), accounts("1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true,false,", "false,false,NO_CARD_INTEREST", "true,true,PAYMENT_OVERDUE"})
  void aBalanceTransferAsksForInterestAndNothingOverdue(
      boolean interest, boolean overdue, @Nullable String code) {
    UserSignals signals =
        credit(interest, overdue, SampleUsers.card("1111", "40", "9", overdue, false));

    assertThat(codes(offer(OfferKind.BALANCE_TRANSFER_CARD, "0"), signals, Holdings.NONE))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void anUnknownOverdueHoldsTheCardUnlessNothingIsOwed() {
    PartnerOffer card = offer(OfferKind.BALANCE_TRANSFER_CARD, "0");

    assertThat(
            codes(
                card,
                credit(true, false, SampleUsers.card("1111", "40", "9", null, false)),
                Holdings.NONE))
        .containsExactly("OVERDUE_UNKNOWN");
    assertThat(
            codes(
                card,
                credit(true, false, SampleUsers.card("1111", "0", "9", null, false)),
                Holdings.NONE))
        .isEmpty();
    assertThat(codes(card, UserSignals.NONE, Holdings.NONE)).containsExactly("CREDIT_UNKNOWN");
  }

  @Test
  void aKnownBankruptcyBarsACreditCardAndNothingElse() {
    Holdings bankrupt = new Holdings(List.of(), true);
    UserSignals signals = credit(true, false, SampleUsers.card("1111", "40", "9", false, false));

    assertThat(codes(offer(OfferKind.BALANCE_TRANSFER_CARD, "0"), signals, bankrupt))
        .containsExactly("RECENT_BANKRUPTCY");
    assertThat(codes(offer(OfferKind.HIGH_YIELD_SAVINGS, "4.5"), signals, bankrupt)).isEmpty();
    assertThat(
            codes(
                offer(OfferKind.BALANCE_TRANSFER_CARD, "0"),
                signals,
                new Holdings(List.of(), false)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2.99,EMERGENCY_FUND_TOO_SMALL", "3,", "3.00,", "3.01,", ",EMERGENCY_FUND_UNKNOWN"})
  void investingAsksForThreeMonths(@Nullable String months, @Nullable String code) {
    assertThat(codes(offer(OfferKind.INVESTMENT_ACCOUNT, null), fund(months), Holdings.NONE))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void withoutSavingsDataInvestingIsHeld() {
    assertThat(codes(offer(OfferKind.INVESTMENT_ACCOUNT, null), UserSignals.NONE, Holdings.NONE))
        .containsExactly("EMERGENCY_FUND_UNKNOWN");
  }

  @Test
  void trackersAndBudgetsAreForEverybody() {
    for (OfferKind kind : List.of(OfferKind.SUBSCRIPTION_TRACKER, OfferKind.BUDGETING_APP)) {
      assertThat(codes(offer(kind, null), UserSignals.NONE, Holdings.NONE)).isEmpty();
    }
    assertThat(EligibilityRule.values())
        .allSatisfy(rule -> assertThat(rule.requirement()).isNotBlank());
  }
}
