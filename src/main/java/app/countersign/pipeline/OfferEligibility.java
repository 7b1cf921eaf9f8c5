package app.countersign.pipeline;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailFinding;
import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.SavingsSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Whether a user may be offered a product. What is unknown is found, never assumed. */
final class OfferEligibility {
  private static final BigDecimal FUND_WANTED = new BigDecimal("3");

  private OfferEligibility() {}

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
