package app.countersign.pricewatch;

import app.countersign.money.Money;
import app.countersign.money.MoneyText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a price in a few sentences, with no figure that is not in it. */
final class PriceAnswerText {
  private static final int MOST_LISTED = 20;

  private PriceAnswerText() {}

  /** Whether the price is good, why, and what may come. */
  static String judged(PriceWatch watch, String called, ZoneId zone) {
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict(watch, called));
    sentences.addAll(watch.reasons());
    PricePrediction prediction = watch.prediction();
    if (prediction != null) {
      sentences.add(prediction(prediction, zone));
    } else if (watch.statistics() != null && watch.predictionUnavailableBecause() != null) {
      sentences.add("I make no prediction: " + lowered(watch.predictionUnavailableBecause()));
    }
    return String.join(" ", sentences);
  }

  private static String verdict(PriceWatch watch, String called) {
    Money price = watch.price();
    PriceStatistics statistics = watch.statistics();
    if (price == null && statistics != null) {
      return "The newest price I have of “%s”, %s, %s."
          .formatted(called, MoneyText.of(statistics.current()), words(watch.verdict(), "is"));
    }
    if (price == null) {
      return "I cannot say anything about the price of “%s”.".formatted(called);
    }
    return watch.verdict() == PriceVerdict.UNKNOWN
        ? "I cannot say whether %s is good for “%s”.".formatted(MoneyText.of(price), called)
        : "%s for “%s” %s.".formatted(MoneyText.of(price), called, words(watch.verdict(), "is"));
  }

  private static String words(PriceVerdict verdict, String is) {
    return switch (verdict) {
      case GOOD -> is + " a good price";
      case USUAL -> is + " about the usual price";
      case HIGH -> is + " a high price";
      case UNKNOWN -> "is all I can tell";
    };
  }

  private static String prediction(PricePrediction prediction, ZoneId zone) {
    BigDecimal held = prediction.backtestedCoveragePct();
    String record =
        held == null
            ? "that could not be tried on earlier prices"
            : "such intervals held in %s%% of %d trials on its own prices"
                .formatted(plain(held), prediction.backtestCount());
    return "On %s it may be between %s and %s, judging by %d earlier changes; %s."
        .formatted(
            LocalDate.ofInstant(prediction.forAt(), zone),
            MoneyText.of(prediction.low()),
            MoneyText.of(prediction.high()),
            prediction.changeCount(),
            record);
  }

  /** That it is watched now. */
  static String tracked(
      String called, @Nullable Money target, boolean isNew, @Nullable PriceStatistics known) {
    List<String> sentences = new ArrayList<>();
    if (target == null) {
      sentences.add(
          (isNew
                  ? "I watch “%s” now."
                  : "I watch “%s” already; name a price and I tell you when it is reached.")
              .formatted(called));
    } else {
      sentences.add(
          "%s “%s” and tell you once when a recorded price is at or below %s."
              .formatted(isNew ? "I watch" : "I still watch", called, MoneyText.of(target)));
    }
    if (target != null
        && known != null
        && known.current().amount().compareTo(target.amount()) <= 0) {
      sentences.add(
          "The newest price I have, %s, is there already."
              .formatted(MoneyText.of(known.current())));
    }
    sentences.add(
        "I read no shops: prices come from your orders and from what you record, here or with"
            + " recordPrice.");
    return String.join(" ", sentences);
  }

  /** Which of these is meant. */
  static String which(List<TrackedProduct> meant) {
    return "Which one do you mean: %s?"
        .formatted(
            String.join(" or ", meant.stream().map(one -> "“%s”".formatted(one.name())).toList()));
  }

  /** That there is nothing of that name to stop or to record a price of. */
  static String notWatched(String product) {
    return product.isEmpty()
        ? "I watch no such product."
        : "I do not watch “%s”.".formatted(product);
  }

  /** All that is watched, or the first of very many. */
  static String listed(List<TrackedProduct> tracked) {
    if (tracked.isEmpty()) {
      return "I watch no product for you yet. Say “track” and its name.";
    }
    List<String> names =
        tracked.stream()
            .limit(MOST_LISTED)
            .map(
                one ->
                    one.target() == null
                        ? "“%s”".formatted(one.name())
                        : "“%s” (target %s)".formatted(one.name(), MoneyText.of(one.target())))
            .toList();
    int more = tracked.size() - names.size();
    return "I watch %s%s."
        .formatted(String.join(", ", names), more == 0 ? "" : " and %d more".formatted(more));
  }

  /** A name as orders bear it, short enough for a sentence. */
  static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 59).strip() + "…";
  }

  private static String lowered(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String plain(BigDecimal percent) {
    BigDecimal plain = percent.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
  }
}
