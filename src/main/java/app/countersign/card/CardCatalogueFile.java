package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the card catalogue and checks every product; a fault names the product and the field. */
final class CardCatalogueFile {
  private static final String BUNDLED = "cards/catalogue.yml";
  private static final int LONGEST_NAME = 60;
  private static final int FINEST_PERCENT = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal LARGEST = new BigDecimal("1000000");

  /** What one pays for by card. */
  static final Set<TransactionCategory> CATEGORIES =
      EnumSet.range(TransactionCategory.UTILITIES, TransactionCategory.EDUCATION);

  private final Set<String> ids = new HashSet<>();

  private CardCatalogueFile() {}

  /**
   * The catalogue of a file, or the one the product ships.
   *
   * @throws DataFault when anything in it is wrong
   */
  static CardCatalogue load(@Nullable String path) {
    if (path == null || path.isBlank()) {
      return of(DataNode.read(BUNDLED));
    }
    try {
      return of(DataNode.parse(path, Files.readString(Path.of(path))));
    } catch (IOException failure) {
      throw new DataFault(path + ": cannot be read: " + failure.getMessage());
    }
  }

  static CardCatalogue of(DataNode file) {
    file.allowOnly("products");
    CardCatalogueFile reader = new CardCatalogueFile();
    List<CardProduct> products = new ArrayList<>();
    for (DataNode child : file.children("products")) {
      products.add(reader.product(child, products.size()));
    }
    if (products.isEmpty()) {
      throw file.fault("products", "is missing");
    }
    return new CardCatalogue(products);
  }

  private CardProduct product(DataNode unnamed, int place) {
    String id = unnamed.text("id");
    DataNode node = unnamed.named(id);
    node.allowOnly(
        "id", "name", "issuer", "currency", "annualFee", "foreignFeePct", "basePct", "rates");
    if (!id.matches("[a-z0-9_]{3,64}")) {
      throw node.fault("id", "must be 3 to 64 of a-z, 0-9 and _");
    }
    if (!ids.add(id)) {
      throw node.fault("id", "is there twice");
    }
    String currency = node.text("currency");
    if (!Money.isCurrency(currency)) {
      throw node.fault("currency", currency + " is not a currency of ISO 4217");
    }
    BigDecimal base = percent(node, "basePct");
    return new CardProduct(
        id,
        place,
        name(node, "name"),
        name(node, "issuer"),
        currency,
        money(node, "annualFee", currency),
        percent(node, "foreignFeePct"),
        base,
        rates(node, currency, base));
  }

  private static List<CardRate> rates(DataNode node, String currency, BigDecimal base) {
    Set<TransactionCategory> taken = EnumSet.noneOf(TransactionCategory.class);
    List<CardRate> rates = new ArrayList<>();
    for (DataNode child : node.children("rates")) {
      child.allowOnly("categories", "pct", "cap", "pctAfterCap");
      List<TransactionCategory> categories = child.someOf("categories", TransactionCategory.class);
      if (categories.isEmpty()) {
        throw child.fault("categories", "is missing");
      }
      for (TransactionCategory category : categories) {
        if (!CATEGORIES.contains(category)) {
          throw child.fault("categories", category + " is nothing one pays for by card");
        }
        if (!taken.add(category)) {
          throw child.fault("categories", category + " has a rate already");
        }
      }
      RateCap cap = cap(child, currency);
      boolean after = child.optionalDecimal("pctAfterCap") != null;
      if (after && cap == null) {
        throw child.fault("pctAfterCap", "needs a cap");
      }
      BigDecimal rate = percent(child, "pct");
      BigDecimal rest = after ? percent(child, "pctAfterCap") : cap == null ? rate : base;
      if (rest.compareTo(rate) > 0) {
        throw child.fault("pctAfterCap", "is above the rate before the cap");
      }
      rates.add(new CardRate(categories, rate, cap, rest));
    }
    return rates;
  }

  private static @Nullable RateCap cap(DataNode rate, String currency) {
    DataNode node = rate.optionalChild("cap");
    if (node == null) {
      return null;
    }
    node.allowOnly("amount", "period");
    BigDecimal amount = money(node, "amount", currency);
    if (amount.signum() == 0) {
      throw node.fault("amount", "must be above zero");
    }
    return new RateCap(amount, node.oneOf("period", CapPeriod.class));
  }

  private static String name(DataNode node, String field) {
    String name = node.text(field);
    if (name.length() > LONGEST_NAME) {
      throw node.fault(field, "must be at most 60 characters, not " + name.length());
    }
    return name;
  }

  private static BigDecimal percent(DataNode node, String field) {
    BigDecimal percent = required(node, field);
    if (percent.signum() < 0
        || percent.compareTo(HUNDRED) > 0
        || percent.stripTrailingZeros().scale() > FINEST_PERCENT) {
      throw node.fault(field, "must be 0 to 100 with at most 4 digits after the point");
    }
    return percent;
  }

  private static BigDecimal money(DataNode node, String field, String currency) {
    BigDecimal amount = required(node, field);
    if (amount.signum() < 0
        || amount.compareTo(LARGEST) > 0
        || amount.stripTrailingZeros().scale() > Money.digits(currency)) {
      throw node.fault(field, "must be 0 to 1000000 with the digits of " + currency);
    }
    return Money.of(amount, currency).amount();
  }

  private static BigDecimal required(DataNode node, String field) {
    BigDecimal number = node.optionalDecimal(field);
    if (number == null) {
      throw node.fault(field, "is missing");
    }
    return number;
  }
}
