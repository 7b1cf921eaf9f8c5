package app.countersign.pricewatch;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.letter.Letter;
import app.countersign.letter.LetterKind;
import app.countersign.letter.Letters;
import app.countersign.money.Money;
import app.countersign.money.MoneyText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tracks products and takes their prices down. A price at or below the target sets the alert off
 * once: it is armed again by a price above it. The product's row is locked while that is decided,
 * so that of many prices at a time one sets it off. Every refusal is a {@link RefusedException}.
 */
@Singleton
class PriceTracking {
  private static final String SUBJECT = "TrackedProduct";

  private final TrackedProductRepository products;
  private final PriceWatchConfiguration settings;
  private final Letters letters;
  private final AuditTrail audit;
  private final Clock clock;

  PriceTracking(
      TrackedProductRepository products,
      PriceWatchConfiguration settings,
      Letters letters,
      AuditTrail audit,
      Clock clock) {
    this.products = products;
    this.settings = settings;
    this.letters = letters;
    this.audit = audit;
    this.clock = clock;
  }

  /** Begins to track a product. */
  @Transactional
  TrackedProduct track(Actor actor, TrackProductInput input) {
    PriceRules rules = new PriceRules();
    String name = rules.name(input.name());
    String code = rules.productCode(input.productCode());
    String merchant = rules.merchant(input.merchant());
    String currency = rules.currency(input.currency(), input.target());
    BigDecimal target = rules.amount(input.target(), currency, "target");
    rules.throwIfAny();
    TrackedProduct product =
        new TrackedProduct(
            Ids.next(),
            actor.id(),
            name,
            code,
            merchant,
            currency,
            rules.url(input.url()),
            target,
            target == null ? AlertState.NONE : AlertState.ARMED,
            null,
            1,
            now());
    add(actor, product);
    return product;
  }

  /** Stores a new product, checked before; refuses one too many and one that is there. */
  @Transactional
  void add(Actor actor, TrackedProduct product) {
    int count = products.lockOwner(actor.id());
    if (count >= settings.mostProducts()) {
      throw RefusedException.of(
          UserErrorCode.LIMIT_REACHED,
          "There are %d tracked products, as many as there may be.".formatted(count),
          "input");
    }
    if (!products.insert(product)) {
      throw RefusedException.of(
          UserErrorCode.ALREADY_EXISTS,
          "A product of this name is tracked in this currency already.",
          "input",
          "name");
    }
    record(actor, AuditAction.TRACK, null, product);
  }

  /** Changes a tracked product of the actor's; a new target is armed. */
  @Transactional
  TrackedProduct update(Actor actor, UpdateTrackedProductInput input) {
    TrackedProduct before = require(actor, input.trackedProductId());
    requireVersion(before, input.expectedVersion());
    PriceRules rules = new PriceRules();
    String name = input.name() == null ? before.name() : rules.name(input.name());
    String code = rules.productCode(changed(input.productCode(), before.productCode()));
    String merchant = rules.merchant(changed(input.merchant(), before.merchant()));
    String url = input.url() == null ? before.url() : rules.url(input.url().orElse(null));
    BigDecimal target =
        input.target() == null
            ? before.targetAmount()
            : rules.amount(input.target().orElse(null), before.currency(), "target");
    rules.throwIfAny();
    products.lockOwner(actor.id());
    TrackedProduct same = products.named(actor.id(), name, before.currency());
    if (same != null && !same.id().equals(before.id())) {
      throw RefusedException.of(
          UserErrorCode.ALREADY_EXISTS,
          "A product of this name is tracked in this currency already.",
          "input",
          "name");
    }
    return write(actor, before, name, code, merchant, url, target);
  }

  /** Sets the target of a tracked product, and a URL where one was told. */
  @Transactional
  TrackedProduct aim(
      Actor actor, UUID productId, @Nullable BigDecimal target, @Nullable String url) {
    TrackedProduct before = require(actor, productId);
    return write(
        actor,
        before,
        before.name(),
        before.productCode(),
        before.merchant(),
        url == null ? before.url() : url,
        target == null ? before.targetAmount() : target);
  }

  private TrackedProduct write(
      Actor actor,
      TrackedProduct before,
      String name,
      @Nullable String code,
      @Nullable String merchant,
      @Nullable String url,
      @Nullable BigDecimal target) {
    TrackedProduct after = before.changed(name, code, merchant, url, target);
    products.update(after);
    record(actor, AuditAction.UPDATE, before, after);
    return after;
  }

  /** Stops tracking a product of the actor's; its recorded prices go with it. */
  @Transactional
  TrackedProduct stop(Actor actor, UUID productId, @Nullable Integer expectedVersion) {
    TrackedProduct product = require(actor, productId);
    requireVersion(product, expectedVersion);
    letters.cancel(LetterKind.PRICE_ALERT, product.id());
    products.delete(product.id());
    record(actor, AuditAction.REMOVE, product, null);
    return product;
  }

  /**
   * Takes a price down. One that was seen before the newest one on record is history: it neither
   * sets the alert off nor arms it.
   */
  @Transactional
  RecordedPrice record(Actor actor, RecordPriceInput input) {
    TrackedProduct product = require(actor, input.trackedProductId());
    PriceRules rules = new PriceRules();
    BigDecimal amount = rules.amount(input.price(), product.currency(), "price");
    String merchant = rules.merchant(input.merchant());
    // Read under the lock, so that the prices of now stand in the order of their numbers.
    Instant now = now();
    Instant at =
        input.observedAt() == null
            ? now
            : input.observedAt().toInstant().truncatedTo(ChronoUnit.MICROS);
    rules.observedAt(at, now);
    rules.throwIfAny();
    Instant newest = products.newestRecordedAt(product.id());
    int number = products.nextNumber(product.id());
    if (number > settings.mostPrices()) {
      throw RefusedException.of(
          UserErrorCode.LIMIT_REACHED,
          "There are %d recorded prices, as many as there may be.".formatted(number - 1),
          "input");
    }
    PriceObservation seen =
        new PriceObservation(
            Ids.next(),
            product.id(),
            Money.of(Objects.requireNonNull(amount), product.currency()),
            at,
            PriceSource.RECORDED,
            merchant);
    products.insertPrice(
        seen.id(), product.id(), number, seen.amount().amount(), at, seen.merchant());
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            product.id().toString(),
            AuditAction.RECORD_PRICE,
            actor.id().toString(),
            null,
            Map.of("observationId", seen.id(), "number", number)));
    boolean isNewest = newest == null || !at.isBefore(newest);
    return isNewest ? decide(actor, product, seen, now) : new RecordedPrice(product, seen, false);
  }

  private RecordedPrice decide(
      Actor actor, TrackedProduct product, PriceObservation seen, Instant now) {
    TrackedProduct after = product.seenAt(seen.amount().amount(), now);
    if (after.alertState() == product.alertState()) {
      return new RecordedPrice(product, seen, false);
    }
    boolean reached = after.alertState() == AlertState.FIRED;
    products.update(after);
    record(actor, reached ? AuditAction.ALERT : AuditAction.UPDATE, product, after);
    if (reached) {
      tell(after, seen);
    }
    return new RecordedPrice(after, seen, reached);
  }

  private void tell(TrackedProduct product, PriceObservation seen) {
    String address = products.address(product.ownerId());
    if (address != null) {
      letters.queue(
          new Letter(
              LetterKind.PRICE_ALERT,
              product.id(),
              product.ownerId(),
              address,
              Map.of(
                  "product", product.name(),
                  "price", MoneyText.of(seen.amount()),
                  "target", MoneyText.of(Objects.requireNonNull(product.target())))));
    }
  }

  private TrackedProduct require(Actor actor, UUID id) {
    TrackedProduct product = products.lock(actor.id(), id);
    if (product == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND,
          "There is no such tracked product.",
          "input",
          "trackedProductId");
    }
    return product;
  }

  private static void requireVersion(TrackedProduct product, @Nullable Integer expected) {
    if (expected != null && expected != product.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The tracked product has changed since it was read.",
                      "input",
                      "expectedVersion")
                  .at(product.version(), product.alertState().name())));
    }
  }

  private void record(
      Actor actor,
      AuditAction action,
      @Nullable TrackedProduct before,
      @Nullable TrackedProduct after) {
    TrackedProduct known = Objects.requireNonNull(after == null ? before : after);
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            known.id().toString(),
            action,
            actor.id().toString(),
            before == null ? null : state(before),
            after == null ? null : state(after)));
  }

  private static Map<String, Object> state(TrackedProduct product) {
    return Map.of("alertState", product.alertState(), "version", product.version());
  }

  private static <T> @Nullable T changed(@Nullable Optional<T> change, @Nullable T before) {
    return change == null ? before : change.orElse(null);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
