package app.countersign.card;

import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Puts an advice in a few sentences, with no figure that is not in it. */
@Singleton
class CardAnswerText {
  private static final int MOST_UNKNOWNS = 3;

  private final CategoryWords words;

  CardAnswerText(CategoryWords words) {
    this.words = words;
  }

  String of(CardAdvice advice) {
    CardOption best = advice.best();
    if (best == null) {
      return "None of your cards is in the catalogue any more, so I cannot compare them.";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(first(advice, best));
    sentences.add(String.join(" ", best.reasons()));
    if (advice.options().size() > 1) {
      sentences.add(next(advice.options().get(1)));
    }
    advice.unknowns().stream().limit(MOST_UNKNOWNS).forEach(sentences::add);
    return String.join(" ", sentences);
  }

  private String first(CardAdvice advice, CardOption best) {
    String place = place(advice);
    Money amount = advice.amount();
    if (amount == null || best.netReward() == null) {
      return advice.options().size() == 1
          ? "%s earns %s%s.".formatted(best.title(), Figures.percent(best.ratePct()), place)
          : "Use %s%s: it earns most, %s."
              .formatted(best.title(), place, Figures.percent(best.ratePct()));
    }
    String reward = Figures.money(best.netReward());
    boolean pays = best.netReward().amount().signum() > 0;
    String what = "%s%s".formatted(Figures.money(amount), place);
    if (!pays) {
      return "No card of yours earns anything on %s; %s comes out best with %s."
          .formatted(what, best.title(), reward);
    }
    return advice.options().size() == 1
        ? "%s earns %s on %s.".formatted(best.title(), reward, what)
        : "Use %s: it earns %s on %s.".formatted(best.title(), reward, what);
  }

  private static String next(CardOption second) {
    Money reward = second.netReward();
    return "Next is %s with %s."
        .formatted(
            second.title(),
            reward == null ? Figures.percent(second.ratePct()) : Figures.money(reward));
  }

  private String place(CardAdvice advice) {
    if (advice.merchant() != null) {
      return " at " + advice.merchant();
    }
    return advice.category() == null ? "" : " for " + words.name(advice.category());
  }
}
