package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a card earns what it earns, and what of it is not known. */
final class CardReasons {
  private final Card card;
  private final CardProduct product;
  private final CategoryWords words;
  private final List<String> reasons = new ArrayList<>();
  private final List<String> unknowns = new ArrayList<>();

  CardReasons(Card card, CardProduct product, CategoryWords words) {
    this.card = card;
    this.product = product;
    this.words = words;
  }

  List<String> reasons() {
    return reasons;
  }

  List<String> unknowns() {
    return unknowns;
  }

  void rate(CardRate rate, @Nullable TransactionCategory category) {
    String percent = Figures.percent(rate.ratePct());
    if (!rate.isBase() && category != null) {
      reasons.add("%s on %s.".formatted(percent, words.name(category)));
    } else if (category == null) {
      reasons.add("%s, its base rate.".formatted(percent));
    } else {
      reasons.add(
          "%s, its base rate: it has none of its own for %s."
              .formatted(percent, words.name(category)));
    }
  }

  void cap(CardRate rate, @Nullable CapUse use, boolean usesSpending, boolean foreign) {
    RateCap cap = rate.cap();
    if (cap == null) {
      return;
    }
    String most =
        "%s %s".formatted(Figures.money(cap.amount(), product.currency()), cap.period().words());
    String after = Figures.percent(rate.ratePctAfterCap());
    Money used = use == null ? null : use.used();
    Money left = use == null ? null : use.left();
    if (foreign) {
      reasons.add("That is up to %s, then %s.".formatted(most, after));
      unknowns.add(
          "%s: its cap is in %s, and no rate of exchange is known here; the cap is not applied."
              .formatted(card.title(product), product.currency()));
    } else if (use == null || used == null || left == null) {
      reasons.add("That is up to %s, then %s.".formatted(most, after));
      if (usesSpending && use != null && use.unknownBecause() != null) {
        unknowns.add(
            "%s: how much of its cap is used is not known, so the whole cap is taken to be left."
                .formatted(card.title(product)));
      }
    } else if (left.amount().signum() == 0) {
      reasons.add(
          "Its cap of %s is used up since %s (%s spent): now %s."
              .formatted(most, use.startsOn(), Figures.money(used), after));
    } else {
      reasons.add(
          "That is up to %s, then %s; %s used since %s, %s left."
              .formatted(most, after, Figures.money(used), use.startsOn(), Figures.money(left)));
    }
  }

  void reward(Reward reward) {
    String currency = reward.amount().currency();
    if (reward.amountAtRate().signum() != 0 && reward.amountAfterCap().signum() != 0) {
      reasons.add(
          "%s is within the cap, %s beyond it."
              .formatted(
                  Figures.money(reward.amountAtRate(), currency),
                  Figures.money(reward.amountAfterCap(), currency)));
    }
    if (reward.foreignFee().amount().signum() != 0) {
      reasons.add(
          "Paying in %s costs %s, which is %s."
              .formatted(
                  currency,
                  Figures.percent(product.foreignFeePct()),
                  Figures.money(reward.foreignFee())));
    }
  }

  void utilization(@Nullable BigDecimal percent) {
    if (percent == null) {
      return;
    }
    String share = Figures.percent(percent);
    if (percent.compareTo(CardRewards.HIGH_UTILIZATION_PCT) >= 0) {
      reasons.add(
          "Warning: after it %s of the limit is in use; from 30%% on that weighs on a credit score."
              .formatted(share));
    } else {
      reasons.add("After it %s of the limit is in use.".formatted(share));
    }
  }
}
