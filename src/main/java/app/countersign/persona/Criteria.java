package app.countersign.persona;

import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.SignalField;
import app.countersign.signal.SignalKind;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests one user's signals and words each result as a {@link Criterion}. */
final class Criteria {
  private final UserSignals signals;
  private final SignalValues values;

  Criteria(UserSignals signals) {
    this.signals = signals;
    this.values = SignalValues.of(signals);
  }

  SignalValues values() {
    return values;
  }

  Criterion number(SignalField field, Comparison comparison, BigDecimal threshold) {
    BigDecimal observed = values.number(field);
    return new Criterion(
        field.simpleName(),
        comparison,
        shown(threshold, field.kind()),
        observed == null ? null : shown(observed, field.kind()),
        threshold,
        observed,
        observed != null && comparison.holds(observed, threshold));
  }

  Criterion flag(SignalField field) {
    Boolean observed = values.flag(field);
    return new Criterion(
        field.simpleName(),
        Comparison.IS_TRUE,
        "yes",
        observed == null ? null : yesOrNo(observed),
        null,
        null,
        Boolean.TRUE.equals(observed));
  }

  Criterion word(SignalField field, String wanted) {
    String observed = values.text(field);
    return new Criterion(
        field.simpleName(),
        Comparison.EQUALS,
        wanted,
        observed,
        null,
        null,
        wanted.equals(observed));
  }

  /** The signal's own flag decides; the highest known card is shown beside it. */
  Criterion anyCardAtOrAbove(BigDecimal threshold) {
    Boolean observed = values.flag(SignalField.ANY_CARD_HIGH_UTIL);
    BigDecimal highest = values.number(SignalField.HIGHEST_CARD_UTILIZATION_PCT);
    String seen = highest == null ? "" : ", highest " + shown(highest, SignalKind.PERCENT);
    return new Criterion(
        SignalField.ANY_CARD_HIGH_UTIL.simpleName(),
        Comparison.IS_TRUE,
        "a card at " + shown(threshold, SignalKind.PERCENT) + " or more",
        observed == null ? null : yesOrNo(observed) + seen,
        threshold,
        highest,
        Boolean.TRUE.equals(observed));
  }

  Criterion anyCardPaidAtMinimum() {
    CreditSignals credit = signals.credit();
    List<CardSignals> cards =
        credit == null
            ? List.of()
            : credit.cards().stream().filter(CardSignals::minimumPaymentOnly).toList();
    return new Criterion(
        "minimumPaymentOnly",
        Comparison.ANY_TRUE,
        "any card",
        credit == null ? null : cards.isEmpty() ? "no card" : named(cards),
        null,
        null,
        !cards.isEmpty());
  }

  /** Met by a user with credit data and no card; a card of unknown utilisation fails it. */
  Criterion everyCardBelow(BigDecimal threshold) {
    CreditSignals credit = signals.credit();
    boolean met =
        credit != null
            && credit.cards().size() >= credit.numCreditCards()
            && credit.cards().stream().allMatch(card -> below(card, threshold));
    return new Criterion(
        "cardUtilizationPct",
        Comparison.EVERY_BELOW,
        shown(threshold, SignalKind.PERCENT),
        credit == null ? null : utilizations(credit),
        threshold,
        values.number(SignalField.HIGHEST_CARD_UTILIZATION_PCT),
        met);
  }

  Criterion rentWithoutMortgage() {
    Boolean rent = values.flag(SignalField.HAS_RENT_TRANSACTIONS);
    Boolean mortgage = values.flag(SignalField.HAS_MORTGAGE);
    return new Criterion(
        "rentWithoutMortgage",
        Comparison.IS_TRUE,
        "rent and no mortgage",
        rent == null || mortgage == null ? null : home(rent, mortgage),
        null,
        null,
        Boolean.TRUE.equals(rent) && Boolean.FALSE.equals(mortgage));
  }

  private static String home(boolean rent, boolean mortgage) {
    return (rent ? "rent" : "no rent") + (mortgage ? ", mortgage" : ", no mortgage");
  }

  private static boolean below(CardSignals card, BigDecimal threshold) {
    BigDecimal pct = card.utilizationPct();
    return pct != null && pct.compareTo(threshold) < 0;
  }

  private static String utilizations(CreditSignals credit) {
    if (credit.cards().isEmpty()) {
      return credit.numCreditCards() == 0 ? "no card" : "cards unknown";
    }
    return credit.cards().stream()
        .map(card -> utilization(card.utilizationPct()) + " on " + named(List.of(card)))
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String utilization(@Nullable BigDecimal pct) {
    return pct == null ? "unknown" : shown(pct, SignalKind.PERCENT);
  }

  private static String named(List<CardSignals> cards) {
    return cards.stream()
        .map(card -> card.mask() == null ? "a card" : "card ending in " + card.mask())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String yesOrNo(boolean flag) {
    return flag ? "yes" : "no";
  }

  private static String shown(BigDecimal number, SignalKind kind) {
    BigDecimal stripped = number.stripTrailingZeros();
    String plain = (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    boolean one = stripped.compareTo(BigDecimal.ONE) == 0;
    return switch (kind) {
      case PERCENT -> plain + "%";
      case MONTHS -> plain + (one ? " month" : " months");
      case DAYS -> plain + (one ? " day" : " days");
      case MONEY -> (number.scale() < 2 ? number.setScale(2) : number).toPlainString();
      case COUNT, FLAG, TEXT, MASK -> plain;
    };
  }
}
