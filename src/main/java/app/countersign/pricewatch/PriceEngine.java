package app.countersign.pricewatch;

import app.countersign.assistant.Engine;
import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.intent.AmountMention;
import app.countersign.intent.Cue;
import app.countersign.intent.Intent;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.money.MoneyText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a price is good, and tracks products, from what the asker told and ordered. In a
 * group the asker's orders are looked at only where the asker shares them there.
 */
@Singleton
class PriceEngine implements Engine {
  private static final int MOST_LISTED = 20;

  private final TrackedProductRepository products;
  private final PriceTracking tracking;
  private final BoughtProducts bought;
  private final PriceCheck check;
  private final ProductReading reading;
  private final Settings settings;
  private final PriceWatchConfiguration limits;

  PriceEngine(
      TrackedProductRepository products,
      PriceTracking tracking,
      BoughtProducts bought,
      PriceCheck check,
      ProductReading reading,
      Settings settings,
      PriceWatchConfiguration limits) {
    this.products = products;
    this.tracking = tracking;
    this.bought = bought;
    this.check = check;
    this.reading = reading;
    this.settings = settings;
    this.limits = limits;
  }

  /** A question with what was read from it. */
  private record Asked(
      Question question,
      ProductReading.Read read,
      @Nullable AmountMention amount,
      boolean withOrders) {
    Actor asker() {
      return question.asker();
    }
  }

  @Override
  public Intent intent() {
    return Intent.TRACKER;
  }

  @Override
  public Class<PriceWatch> drawerType() {
    return PriceWatch.class;
  }

  @Override
  public EngineAnswer answer(Question question, StageLog stages) {
    ProductReading.Read read = reading.read(words(question), question.entities().amounts());
    List<AmountMention> amounts = amounts(question, read);
    stages.begin("Looking at your tracked products");
    List<TrackedProduct> tracked = products.all(question.asker().id());
    if (read.command() == PriceCommand.LIST) {
      return EngineAnswer.ofText(listed(tracked));
    }
    String unclear = unclear(amounts);
    if (unclear != null) {
      return EngineAnswer.ofText(unclear);
    }
    Asked asked =
        new Asked(
            question,
            read,
            amounts.isEmpty() ? null : amounts.getFirst(),
            sharesPurchases(question));
    List<TrackedProduct> meant = meant(read.product(), tracked);
    if (meant.size() > 1) {
      return EngineAnswer.ofText(
          "Which one do you mean: %s?"
              .formatted(
                  String.join(
                      " or ", meant.stream().map(one -> "“%s”".formatted(one.name())).toList())));
    }
    if (meant.isEmpty() && read.product().isEmpty()) {
      return EngineAnswer.ofText("Which product do you mean? Tell me its name.");
    }
    TrackedProduct product = meant.isEmpty() ? null : meant.getFirst();
    String otherCurrency = otherCurrency(asked, product);
    if (otherCurrency != null) {
      return EngineAnswer.ofText(otherCurrency);
    }
    return switch (read.command()) {
      case JUDGE, LIST -> judge(asked, product, stages);
      case TRACK -> track(asked, product, stages);
      case STOP -> stop(asked, product);
      case RECORD -> record(asked, product);
    };
  }

  private EngineAnswer judge(Asked asked, @Nullable TrackedProduct product, StageLog stages) {
    Question question = asked.question();
    if (product != null) {
      stages.begin("Comparing with the prices on record");
      Money price = price(asked, product.currency());
      PriceWatch watch =
          check.of(product, price, asked.withOrders(), question.askedAt(), question.zone());
      return new EngineAnswer(
          PriceAnswerText.judged(watch, product.name(), question.zone()), watch, null);
    }
    stages.begin("Looking for it among your orders");
    BoughtProduct found = found(asked);
    Money price = price(asked, found == null ? null : found.currency());
    String called = asked.read().product();
    if (found == null || (price != null && !price.currency().equals(found.currency()))) {
      PriceWatch watch = nothing(asked, called, price);
      return new EngineAnswer(
          PriceAnswerText.judged(watch, called, question.zone())
              + " Say “track %s” and tell me prices as you see them, then I can.".formatted(called),
          watch,
          null);
    }
    PriceWatch watch = check.of(found, price, question.askedAt(), question.zone());
    return new EngineAnswer(
        PriceAnswerText.judged(watch, called, question.zone())
            + " These are prices of your orders of “%s”.".formatted(shortened(found.name())),
        watch,
        null);
  }

  private EngineAnswer track(Asked asked, @Nullable TrackedProduct known, StageLog stages) {
    Question question = asked.question();
    if (known != null) {
      Money target = price(asked, known.currency());
      PriceWatch watch =
          check.of(known, null, asked.withOrders(), question.askedAt(), question.zone());
      boolean changes = target != null || asked.read().url() != null;
      return new EngineAnswer(
          PriceAnswerText.tracked(
              known.name(), target == null ? known.target() : target, false, watch.statistics()),
          watch,
          changes ? () -> aim(asked.asker(), known.id(), target, asked.read().url()) : null);
    }
    if (products.all(asked.asker().id()).size() >= limits.mostProducts()) {
      return EngineAnswer.ofText(
          "I watch %d products for you, as many as I can. Stop one of them first."
              .formatted(limits.mostProducts()));
    }
    stages.begin("Looking for it among your orders");
    BoughtProduct found = found(asked);
    Money target = price(asked, found == null ? null : found.currency());
    TrackedProduct product = fresh(asked, found, target);
    PriceWatch watch =
        found == null
            ? nothing(asked, product.name(), null)
            : check.of(found, null, question.askedAt(), question.zone());
    return new EngineAnswer(
        PriceAnswerText.tracked(product.name(), target, true, watch.statistics()),
        with(watch, product),
        () -> tracking.add(asked.asker(), product));
  }

  private void aim(Actor asker, UUID id, @Nullable Money target, @Nullable String url) {
    tracking.aim(asker, id, target == null ? null : target.amount(), url);
  }

  private EngineAnswer stop(Asked asked, @Nullable TrackedProduct product) {
    if (product == null) {
      return EngineAnswer.ofText(notWatched(asked.read().product()));
    }
    return new EngineAnswer(
        "I no longer watch “%s”; the prices recorded of it are gone.".formatted(product.name()),
        null,
        () -> tracking.stop(asked.asker(), product.id(), null));
  }

  private EngineAnswer record(Asked asked, @Nullable TrackedProduct product) {
    if (product == null) {
      return EngineAnswer.ofText(
          notWatched(asked.read().product())
              + " Say “track %s” first.".formatted(asked.read().product()));
    }
    Money price = price(asked, product.currency());
    if (price == null) {
      return EngineAnswer.ofText("What does “%s” cost?".formatted(product.name()));
    }
    MoneyInput amount = new MoneyInput(price.amount(), price.currency());
    RecordPriceInput input =
        new RecordPriceInput(product.id(), amount, null, asked.read().merchant(), null);
    Question question = asked.question();
    PriceWatch watch =
        check.of(product, price, asked.withOrders(), question.askedAt(), question.zone());
    return new EngineAnswer(
        "I took down %s for “%s”.".formatted(MoneyText.of(price), product.name()),
        watch,
        () -> tracking.record(asked.asker(), input));
  }

  /** The amounts of the message; without any, the numbers that stand where a price does. */
  private static List<AmountMention> amounts(Question question, ProductReading.Read read) {
    List<AmountMention> known = question.entities().amounts();
    return known.isEmpty()
        ? read.numbers().stream()
            .map(
                number ->
                    new AmountMention(
                        new Cue(number.amount().toPlainString(), 0, 0),
                        number.amount(),
                        null,
                        number.approximate()))
            .toList()
        : known;
  }

  private @Nullable BoughtProduct found(Asked asked) {
    return asked.withOrders()
        ? bought.find(asked.asker().id(), ProductReading.keys(asked.read().product()))
        : null;
  }

  private TrackedProduct fresh(Asked asked, @Nullable BoughtProduct found, @Nullable Money target) {
    boolean sameCurrency =
        found != null && (target == null || target.currency().equals(found.currency()));
    String currency =
        target != null
            ? target.currency()
            : found != null ? found.currency() : usualCurrency(asked.asker().id());
    return new TrackedProduct(
        Ids.next(),
        asked.asker().id(),
        asked.read().product(),
        found != null && sameCurrency ? found.productCode() : null,
        asked.read().merchant() == null && found != null
            ? found.merchant()
            : asked.read().merchant(),
        currency,
        asked.read().url(),
        target == null ? null : target.amount(),
        target == null ? AlertState.NONE : AlertState.ARMED,
        null,
        1,
        asked.question().askedAt());
  }

  private PriceWatch nothing(Asked asked, String called, @Nullable Money price) {
    List<String> reasons =
        asked.withOrders()
            ? List.of("No price of it is on record yet.")
            : List.of(
                "No price of it is on record yet.",
                "Purchases are not shared in this chat: prices of orders are left out.");
    Prediction none = PriceForecast.predict(List.of(), "USD", asked.question().askedAt());
    return new PriceWatch(
        called, price, null, null, none.unavailableBecause(), PriceVerdict.UNKNOWN, reasons, null);
  }

  private static PriceWatch with(PriceWatch watch, TrackedProduct product) {
    return new PriceWatch(
        product.name(),
        watch.price(),
        watch.statistics(),
        watch.prediction(),
        watch.predictionUnavailableBecause(),
        watch.verdict(),
        watch.reasons(),
        product.id());
  }

  /** The amount, in the product's currency where none was told; null without one. */
  private @Nullable Money price(Asked asked, @Nullable String currency) {
    AmountMention amount = asked.amount();
    if (amount == null) {
      return null;
    }
    String known = amount.currency() != null ? amount.currency() : currency;
    return Money.of(amount.amount(), known == null ? usualCurrency(asked.asker().id()) : known);
  }

  private String usualCurrency(UUID personId) {
    return settings.of(personId).display().currency();
  }

  /** The tracked products that a name may mean; the only one there is where none was named. */
  private static List<TrackedProduct> meant(String name, List<TrackedProduct> tracked) {
    Set<String> words = ProductReading.keys(name);
    if (words.isEmpty()) {
      return tracked.size() == 1 ? tracked : List.of();
    }
    List<TrackedProduct> same =
        tracked.stream().filter(one -> ProductReading.keys(one.name()).equals(words)).toList();
    if (!same.isEmpty()) {
      return same;
    }
    return tracked.stream().filter(one -> isMeant(words, one)).toList();
  }

  private static boolean isMeant(Set<String> words, TrackedProduct product) {
    Set<String> name = ProductReading.keys(product.name());
    return !name.isEmpty() && (name.containsAll(words) || words.containsAll(name));
  }

  private static @Nullable String unclear(List<AmountMention> amounts) {
    Set<BigDecimal> distinct = new LinkedHashSet<>();
    for (AmountMention amount : amounts) {
      if (amount.tooFine() || amount.amount().signum() <= 0) {
        return "“%s” is no price. How much is it exactly?".formatted(amount.words().text());
      }
      if (amount.approximate()) {
        return "You said about %s. How much is it exactly?".formatted(amount.words().text());
      }
      distinct.add(amount.amount().stripTrailingZeros());
    }
    return distinct.size() > 1
        ? "Which price do you mean: %s?"
            .formatted(
                String.join(" or ", amounts.stream().map(amount -> amount.words().text()).toList()))
        : null;
  }

  private static @Nullable String otherCurrency(Asked asked, @Nullable TrackedProduct product) {
    AmountMention amount = asked.amount();
    if (product == null
        || amount == null
        || amount.currency() == null
        || amount.currency().equals(product.currency())) {
      return null;
    }
    return "The prices of “%s” are in %s. How much is that in %s?"
        .formatted(product.name(), product.currency(), product.currency());
  }

  private static String notWatched(String product) {
    return product.isEmpty()
        ? "I watch no such product."
        : "I do not watch “%s”.".formatted(product);
  }

  private static String listed(List<TrackedProduct> tracked) {
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

  private static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 59).strip() + "…";
  }

  /** The message without the call of the assistant; every other word keeps its place. */
  private static String words(Question question) {
    return question.text().replaceAll("(?i)@assistant\\b", " ".repeat("@assistant".length()));
  }

  private static boolean sharesPurchases(Question question) {
    return !question.isGroup()
        || question.members().stream()
            .anyMatch(
                member ->
                    member.personId().equals(question.asker().id()) && member.sharesPurchases());
  }
}
