package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product whose price its owner watches.
 *
 * @param productCode the merchant's, such as an ASIN; by it the owner's orders tell prices
 * @param currency ISO 4217; every price is in it
 * @param url as the owner gave it, http or https; never fetched
 * @param targetAmount the price to be told of; above zero
 * @param alertedAt when the alert went off the last time
 */
public record TrackedProduct(
    UUID id,
    UUID ownerId,
    String name,
    @Nullable String productCode,
    @Nullable String merchant,
    String currency,
    @Nullable String url,
    @Nullable BigDecimal targetAmount,
    AlertState alertState,
    @Nullable Instant alertedAt,
    int version,
    Instant createdAt) {
  /** The target as money. */
  public @Nullable Money target() {
    return targetAmount == null ? null : Money.of(targetAmount, currency);
  }

  /** With other particulars; a new target is armed. */
  TrackedProduct changed(
      String otherName,
      @Nullable String code,
      @Nullable String otherMerchant,
      @Nullable String otherUrl,
      @Nullable BigDecimal target) {
    boolean isSameTarget =
        target == null || targetAmount == null
            ? Objects.equals(target, targetAmount)
            : target.compareTo(targetAmount) == 0;
    AlertState aimed = target == null ? AlertState.NONE : AlertState.ARMED;
    return new TrackedProduct(
        id,
        ownerId,
        otherName,
        code,
        otherMerchant,
        currency,
        otherUrl,
        target,
        isSameTarget ? alertState : aimed,
        alertedAt,
        version + 1,
        createdAt);
  }

  /**
   * After a newest price: the alert fires at or below the target and is armed above it; the same
   * where it stood so already or there is no target.
   */
  TrackedProduct seenAt(BigDecimal price, Instant now) {
    if (targetAmount == null) {
      return this;
    }
    boolean isReached = price.compareTo(targetAmount) <= 0;
    AlertState next = isReached ? AlertState.FIRED : AlertState.ARMED;
    if (next == alertState) {
      return this;
    }
    return new TrackedProduct(
        id,
        ownerId,
        name,
        productCode,
        merchant,
        currency,
        url,
        targetAmount,
        next,
        isReached ? now : alertedAt,
        version + 1,
        createdAt);
  }

  /** A name as it is compared: nobody watches the same thing twice. */
  static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
