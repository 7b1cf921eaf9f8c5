package app.countersign.signal;

import app.countersign.ledger.Liability;
import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads credit cards as they stood, and the interest they charged in the last 30 days, in either
 * window. Utilisation is balance over limit; a card the bank owes money counts as 0 %. Without a
 * balance or with a limit that is missing, zero or negative it is unknown, and the totals speak of
 * the other cards. Utilisation is compared as it is stored, rounded.
 */
final class CreditDetector {
  private static final int INTEREST_DAYS = 30;
  private static final BigDecimal HIGH_UTILIZATION_PCT = BigDecimal.valueOf(50);
  private static final BigDecimal VERY_HIGH_UTILIZATION_PCT = BigDecimal.valueOf(80);
  private static final BigDecimal MINIMUM_TOLERANCE = new BigDecimal("1.1");

  private CreditDetector() {}

  /** The signals; null when the user has no credit or loan account and no liability. */
  static @Nullable CreditSignals detect(LedgerView view) {
    boolean hasDebtAccount = view.accounts().stream().anyMatch(held -> held.role().isDebt());
    if (!hasDebtAccount && view.ledger().liabilities().isEmpty()) {
      return null;
    }
    var terms = newestCardTerms(view.ledger().liabilities());
    var interest = interestByCard(view);
    List<CardSignals> cards = new ArrayList<>();
    var used = BigDecimal.ZERO;
    var limits = BigDecimal.ZERO;
    boolean anyKnown = false;
    for (var held : view.accounts()) {
      if (held.role() != AccountRole.CARD) {
        continue;
      }
      var charged = interest.getOrDefault(held.account().id(), BigDecimal.ZERO);
      cards.add(describe(held, terms.get(held.account().id()), charged, view.asOf()));
      var limit = held.account().creditLimit();
      if (utilization(held) != null && held.balance() != null && limit != null) {
        anyKnown = true;
        used = used.add(held.balance().max(BigDecimal.ZERO));
        limits = limits.add(limit);
      }
    }
    return summarise(cards, anyKnown ? used : null, limits);
  }

  private static CreditSignals summarise(
      List<CardSignals> cards, @Nullable BigDecimal used, BigDecimal limits) {
    return new CreditSignals(
        List.copyOf(cards),
        used == null ? null : Ratio.of(used, 1).percentOf(Ratio.of(limits, 1)),
        used == null ? null : Ratio.stored(limits.subtract(used)),
        Ratio.storedOrNull(used),
        cards.stream().anyMatch(card -> isAtLeast(card, HIGH_UTILIZATION_PCT)),
        cards.stream().anyMatch(card -> isAtLeast(card, VERY_HIGH_UTILIZATION_PCT)),
        cards.stream().anyMatch(card -> card.interestCharges().signum() > 0),
        cards.stream().anyMatch(card -> Boolean.TRUE.equals(card.overdue())),
        cards.size());
  }

  /** A card in another currency is known to exist, but its amounts are not told. */
  private static CardSignals describe(
      HeldAccount held, @Nullable Liability terms, BigDecimal interest, LocalDate asOf) {
    var account = held.account();
    var minimum = terms == null || !held.isInCurrency() ? null : terms.minimumPaymentAmount();
    var lastPayment = terms == null || !held.isInCurrency() ? null : lastPaymentUpTo(terms, asOf);
    return new CardSignals(
        account.id(),
        account.name(),
        account.mask(),
        held.isInCurrency() ? Ratio.storedOrNull(held.balance()) : null,
        held.isInCurrency() ? Ratio.storedOrNull(account.creditLimit()) : null,
        utilization(held),
        Ratio.storedOrNull(minimum),
        Ratio.storedOrNull(lastPayment),
        isMinimumOnly(minimum, lastPayment),
        Ratio.stored(interest),
        terms == null ? null : Ratio.storedOrNull(terms.aprPercentage()),
        terms == null ? null : terms.overdue());
  }

  private static @Nullable BigDecimal utilization(HeldAccount held) {
    var limit = held.account().creditLimit();
    if (!held.isInCurrency() || held.balance() == null || limit == null) {
      return null;
    }
    return Ratio.of(held.balance().max(BigDecimal.ZERO), 1).percentOf(Ratio.of(limit, 1));
  }

  private static boolean isAtLeast(CardSignals card, BigDecimal threshold) {
    return card.utilizationPct() != null && card.utilizationPct().compareTo(threshold) >= 0;
  }

  /** Less than 1.1 times the minimum; a minimum of zero or an unknown payment never is. */
  private static boolean isMinimumOnly(
      @Nullable BigDecimal minimum, @Nullable BigDecimal lastPayment) {
    return minimum != null
        && lastPayment != null
        && minimum.signum() > 0
        && lastPayment.compareTo(minimum.multiply(MINIMUM_TOLERANCE)) < 0;
  }

  private static @Nullable BigDecimal lastPaymentUpTo(Liability terms, LocalDate asOf) {
    var paidOn = terms.lastPaymentDate();
    return paidOn != null && paidOn.isAfter(asOf) ? null : terms.lastPaymentAmount();
  }

  /** Ids are time-ordered, so that the greatest one is the newest. */
  private static Map<UUID, Liability> newestCardTerms(List<Liability> liabilities) {
    Map<UUID, Liability> newest = new HashMap<>();
    for (var liability : liabilities) {
      if (liability.type() == LiabilityType.CREDIT_CARD) {
        newest.merge(
            liability.accountId(),
            liability,
            (one, other) -> one.id().compareTo(other.id()) >= 0 ? one : other);
      }
    }
    return newest;
  }

  private static Map<UUID, BigDecimal> interestByCard(LedgerView view) {
    var span = DaySpan.endingOn(view.asOf(), INTEREST_DAYS);
    Map<UUID, BigDecimal> interest = new HashMap<>();
    for (var row : view.rows()) {
      if (row.role() == AccountRole.CARD
          && row.category() == TransactionCategory.INTEREST_CHARGED
          && row.amount().signum() < 0
          && span.contains(row.day())) {
        interest.merge(row.transaction().accountId(), row.amount().negate(), BigDecimal::add);
      }
    }
    return interest;
  }
}
