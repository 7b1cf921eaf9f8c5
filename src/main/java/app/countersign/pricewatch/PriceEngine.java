package app.countersign.pricewatch;

import app.countersign.assistant.Engine;
import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.intent.Intent;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.money.MoneyText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
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
    PriceQuestion asked = PriceQuestion.of(question, reading, usualCurrency(question.asker().id()));
    stages.begin("Looking at your tracked products");
    List<TrackedProduct> tracked = products.all(question.asker().id());
    if (asked.read().command() == PriceCommand.LIST) {
      return EngineAnswer.ofText(PriceAnswerText.listed(tracked));
    }
    List<TrackedProduct> meant = meant(asked.product(), tracked);
    String back = back(asked, meant);
    if (back != null) {
      return EngineAnswer.ofText(back);
    }
    TrackedProduct product = meant.isEmpty() ? null : meant.getFirst();
    return switch (asked.read().command()) {
      case JUDGE, LIST -> judge(asked, product, stages);
      case TRACK -> track(asked, product, stages);
      case STOP -> stop(asked, product);
      case RECORD -> record(asked, product);
    };
  }

  /** What has to be asked back before it can be answered; null where nothing has. */
  private static @Nullable String back(PriceQuestion asked, List<TrackedProduct> meant) {
    String unclear = asked.unclear();
    if (unclear != null) {
      return unclear;
    }
    if (meant.size() > 1) {
      return PriceAnswerText.which(meant);
    }
    if (meant.isEmpty()) {
      return asked.product().isEmpty() ? "Which product do you mean? Tell me its name." : null;
    }
    return asked.otherCurrency(meant.getFirst());
  }

  private EngineAnswer judge(
      PriceQuestion asked, @Nullable TrackedProduct product, StageLog stages) {
    Question question = asked.question();
    if (product != null) {
      stages.begin("Comparing with the prices on record");
      Money price = asked.price(product.currency());
      PriceWatch watch =
          check.of(product, price, asked.withOrders(), question.askedAt(), question.zone());
      return new EngineAnswer(
          PriceAnswerText.judged(watch, product.name(), question.zone()), watch, null);
    }
    stages.begin("Looking for it among your orders");
    BoughtProduct found = found(asked);
    Money price = asked.price(found == null ? null : found.currency());
    String called = asked.product();
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
            + " These are prices of your orders of “%s”."
                .formatted(PriceAnswerText.shortened(found.name())),
        watch,
        null);
  }

  private EngineAnswer track(PriceQuestion asked, @Nullable TrackedProduct known, StageLog stages) {
    Question question = asked.question();
    if (known != null) {
      Money target = asked.price(known.currency());
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
    Money target = asked.price(found == null ? null : found.currency());
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

  private EngineAnswer stop(PriceQuestion asked, @Nullable TrackedProduct product) {
    if (product == null) {
      return EngineAnswer.ofText(PriceAnswerText.notWatched(asked.product()));
    }
    return new EngineAnswer(
        "I no longer watch “%s”; the prices recorded of it are gone.".formatted(product.name()),
        null,
        () -> tracking.stop(asked.asker(), product.id(), null));
  }

  private EngineAnswer record(PriceQuestion asked, @Nullable TrackedProduct product) {
    if (product == null) {
      return EngineAnswer.ofText(
          PriceAnswerText.notWatched(asked.product())
              + " Say “track %s” first.".formatted(asked.product()));
    }
    Money price = asked.price(product.currency());
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

  private @Nullable BoughtProduct found(PriceQuestion asked) {
    return asked.withOrders()
        ? bought.find(asked.asker().id(), ProductReading.keys(asked.product()))
        : null;
  }

  private TrackedProduct fresh(
      PriceQuestion asked, @Nullable BoughtProduct found, @Nullable Money target) {
    boolean sameCurrency =
        found != null && (target == null || target.currency().equals(found.currency()));
    String currency =
        target != null
            ? target.currency()
            : found != null ? found.currency() : asked.usualCurrency();
    return new TrackedProduct(
        Ids.next(),
        asked.asker().id(),
        asked.product(),
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

  private PriceWatch nothing(PriceQuestion asked, String called, @Nullable Money price) {
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
}
