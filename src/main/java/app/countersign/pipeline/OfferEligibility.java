package app.countersign.pipeline;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailFinding;
import app.countersign.guardrail.OfferGuardrail;
import app.countersign.ledger.AccountOverview;
import app.countersign.ledger.AccountOverviews;
import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.SavingsSignals;
import app.countersign.signal.SignalRun;
import app.countersign.signal.SignalRuns;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a user may be offered a product. What is unknown is found, never assumed. An offer from
 * outside is judged by the user's latest signals, and must be one of our own catalogue.
 */
@Singleton
final class OfferEligibility implements OfferGuardrail {
  private static final BigDecimal FUND_WANTED = new BigDecimal("3");
  private static final GuardrailCheck UNKNOWN_OFFER =
      GuardrailCheck.of(
          List.of(
              GuardrailFinding.of(
                  "OFFER_UNKNOWN", "The catalogue holds no offer with this content id.")));
  private static final SignalWindow WINDOW = SignalWindow.DAYS_180;

  private final Catalogue catalogue;
  private final SignalRuns signals;
  private final AccountOverviews accounts;
  private final Clock clock;

  OfferEligibility(
      Catalogue catalogue, SignalRuns signals, AccountOverviews accounts, Clock clock) {
    this.catalogue = catalogue;
    this.signals = signals;
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Map<Offer, GuardrailCheck> check(Set<Offer> offers) {
    Set<String> userIds = offers.stream().map(Offer::userId).collect(Collectors.toSet());
    Map<String, SignalRun> latest = signals.latest(userIds, WINDOW, null);
    Map<String, AccountOverview> held =
        accounts.of(userIds, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    Map<Offer, GuardrailCheck> checks = new HashMap<>();
    for (Offer offer : offers) {
      SignalRun run = latest.get(offer.userId());
      AccountOverview overview = held.get(offer.userId());
      checks.put(
          offer,
          catalogue.item(offer.contentId()).orElse(null) instanceof PartnerOffer known
              ? check(
                  known,
                  run == null ? UserSignals.NONE : run.signals(),
                  overview == null ? Holdings.NONE : Holdings.of(overview))
              : UNKNOWN_OFFER);
    }
    return checks;
  }

  /** The answer; it passes exactly when nothing is found. */
  static GuardrailCheck check(PartnerOffer offer, UserSignals signals, Holdings holdings) {
    return GuardrailCheck.of(findings(offer, signals, holdings));
  }

  private static List<GuardrailFinding> findings(
      PartnerOffer offer, UserSignals signals, Holdings holdings) {
    return switch (offer.eligibility()) {
      case NO_ACCOUNT_AT_OR_ABOVE_RATE -> savings(offer, signals, holdings);
      case CARD_INTEREST_AND_NOTHING_OVERDUE -> creditCard(signals, holdings);
      case EMERGENCY_FUND_OF_THREE_MONTHS -> investment(signals);
      case ANYONE -> List.of();
    };
  }

  /** Without any savings account no rate needs to be known. */
  private static List<GuardrailFinding> savings(
      PartnerOffer offer, UserSignals signals, Holdings holdings) {
    List<SavingsAccount> accounts = holdings.savingsAccounts();
    SavingsSignals savings = signals.savings();
    boolean moreThanHeld = savings != null && savings.numSavingsAccounts() > accounts.size();
    if (accounts.isEmpty() && !moreThanHeld) {
      return List.of();
    }
    BigDecimal offered = offer.ratePct();
    if (offered == null) {
      return List.of(unknownRate("The offered rate is unknown and there is a savings account."));
    }
    boolean unknown = moreThanHeld;
    for (SavingsAccount account : accounts) {
      BigDecimal rate = account.ratePct();
      if (rate != null && rate.compareTo(offered) >= 0) {
        return List.of(
            GuardrailFinding.of(
                "HAS_RATE_ALREADY",
                "A savings account already pays "
                    + rate.toPlainString()
                    + "%, the offer "
                    + offered.toPlainString()
                    + "%."));
      }
      unknown |= rate == null;
    }
    return unknown
        ? List.of(unknownRate("What a savings account pays today is unknown."))
        : List.of();
  }

  private static GuardrailFinding unknownRate(String message) {
    return GuardrailFinding.of("RATE_UNKNOWN", message);
  }

  private static List<GuardrailFinding> creditCard(UserSignals signals, Holdings holdings) {
    List<GuardrailFinding> findings = new ArrayList<>();
    CreditSignals credit = signals.credit();
    if (credit == null) {
      findings.add(
          GuardrailFinding.of("CREDIT_UNKNOWN", "Nothing is known about the user's credit."));
    } else {
      if (!credit.anyInterestCharges()) {
        findings.add(GuardrailFinding.of("NO_CARD_INTEREST", "No interest was charged on a card."));
      }
      if (credit.anyOverdue()) {
        findings.add(GuardrailFinding.of("PAYMENT_OVERDUE", "A payment is overdue."));
      } else if (credit.cards().stream().anyMatch(OfferEligibility::mayBeOverdue)) {
        findings.add(
            GuardrailFinding.of(
                "OVERDUE_UNKNOWN", "Whether a payment on a card is overdue is unknown."));
      }
    }
    if (Boolean.TRUE.equals(holdings.recentBankruptcy())) {
      findings.add(
          GuardrailFinding.of("RECENT_BANKRUPTCY", "There was a bankruptcy not long ago."));
    }
    return findings;
  }

  /** A card known to owe nothing cannot be overdue. */
  private static boolean mayBeOverdue(CardSignals card) {
    BigDecimal balance = card.balance();
    return card.overdue() == null && (balance == null || balance.signum() > 0);
  }

  private static List<GuardrailFinding> investment(UserSignals signals) {
    SavingsSignals savings = signals.savings();
    BigDecimal fund = savings == null ? null : savings.emergencyFundMonths();
    if (fund == null) {
      return List.of(
          GuardrailFinding.of(
              "EMERGENCY_FUND_UNKNOWN", "How far the emergency fund reaches is unknown."));
    }
    return fund.compareTo(FUND_WANTED) >= 0
        ? List.of()
        : List.of(
            GuardrailFinding.of(
                "EMERGENCY_FUND_TOO_SMALL",
                "The emergency fund covers "
                    + fund.toPlainString()
                    + " months of expenses, fewer than 3."));
  }
}
