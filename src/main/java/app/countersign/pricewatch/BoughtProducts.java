package app.countersign.pricewatch;

import app.countersign.merchant.Purchase;
import app.countersign.merchant.PurchaseLine;
import app.countersign.merchant.PurchaseStatus;
import app.countersign.merchant.Purchases;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks among a person's newest purchases for a product. */
@Singleton
class BoughtProducts {
  private static final int MOST_PURCHASES = 500;
  private static final Set<PurchaseStatus> NOT_BOUGHT =
      EnumSet.of(PurchaseStatus.CANCELLED, PurchaseStatus.FAILED);

  private final Purchases purchases;

  BoughtProducts(Purchases purchases) {
    this.purchases = purchases;
  }

  private record Line(Purchase purchase, PurchaseLine line, Money price) {}

  /**
   * The product that was bought last of those whose names have all the words; null without one.
   * Lines with the same code, or without one of the same name, are one product.
   */
  @Nullable BoughtProduct find(UUID personId, Set<String> words) {
    if (words.isEmpty()) {
      return null;
    }
    List<Line> found = new ArrayList<>();
    for (Purchase purchase : purchases.latest(personId, MOST_PURCHASES)) {
      if (!NOT_BOUGHT.contains(purchase.status())) {
        purchase.lines().forEach(line -> add(found, purchase, line, words));
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    Line newest = found.getFirst();
    List<PriceForecast.Seen> prices = new ArrayList<>();
    for (Line line : found) {
      if (isSame(line, newest)) {
        prices.add(new PriceForecast.Seen(line.purchase().orderedAt(), line.price().amount()));
      }
    }
    return new BoughtProduct(
        Objects.requireNonNull(newest.line().name()),
        newest.line().productCode(),
        newest.purchase().merchantName(),
        newest.price().currency(),
        prices);
  }

  private static void add(
      List<Line> found, Purchase purchase, PurchaseLine line, Set<String> words) {
    Money price = line.unitPrice();
    if (line.name() != null
        && price != null
        && price.amount().signum() > 0
        && line.quantity().signum() > 0
        && ProductReading.keys(line.name()).containsAll(words)) {
      found.add(new Line(purchase, line, price));
    }
  }

  private static boolean isSame(Line line, Line newest) {
    if (!line.price().currency().equals(newest.price().currency())) {
      return false;
    }
    String code = newest.line().productCode();
    return code == null
        ? Objects.equals(line.line().name(), newest.line().name())
        : code.equals(line.line().productCode());
  }
}
