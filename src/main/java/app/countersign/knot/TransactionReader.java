package app.countersign.knot;

import app.countersign.knot.KnotTransaction.Adjustment;
import app.countersign.knot.KnotTransaction.Payment;
import app.countersign.knot.KnotTransaction.Product;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one transaction. A value that is not of its kind costs that value alone, and is marked; a
 * transaction without an id is none.
 */
final class TransactionReader {
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,4})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern LAST_FOUR = Pattern.compile("[0-9]{4}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MOST_PARTS = 1_000;
  private static final int LONGEST_CODE = 200;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_URL = 2_000;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;

  private boolean hasUnreadable;

  private TransactionReader() {}

  /** Null for what is no transaction. */
  static @Nullable KnotTransaction read(JsonNode node) {
    String id = node.path("id").textValue();
    return id == null || !UUID_TEXT.matcher(id).matches()
        ? null
        : new TransactionReader().transaction(UUID.fromString(id), node);
  }

  /** Words without control characters, cut to a length; null where there are none. */
  static @Nullable String text(JsonNode node, int longest) {
    String given = node.textValue();
    if (given == null) {
      return null;
    }
    String text = given.replaceAll("\\p{Cntrl}", " ").strip();
    int end = Math.min(text.length(), longest);
    boolean isHalf =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    String cut = text.substring(0, isHalf ? end - 1 : end);
    return cut.isEmpty() ? null : cut;
  }

  /** An address of the web; null for anything else. */
  static @Nullable String url(JsonNode node) {
    String url = node.textValue();
    boolean isUrl =
        url != null
            && url.length() <= LONGEST_URL
            && (url.startsWith("https://") || url.startsWith("http://"))
            && url.chars().noneMatch(each -> each <= ' ');
    return isUrl ? url : null;
  }

  private KnotTransaction transaction(UUID id, JsonNode node) {
    JsonNode price = node.path("price");
    return new KnotTransaction(
        id,
        text(node.path("external_id"), LONGEST_CODE),
        instant(node.path("datetime")),
        url(node.path("url")),
        word(node.path("order_status")),
        currency(price.path("currency")),
        amount(price.path("sub_total")),
        amount(price.path("total")),
        each(price.path("adjustments"), this::adjustment),
        each(node.path("payment_methods"), this::payment),
        each(node.path("products"), this::product),
        hasUnreadable);
  }

  private Adjustment adjustment(JsonNode node) {
    return new Adjustment(
        word(node.path("type")),
        text(node.path("label"), LONGEST_CODE),
        amount(node.path("amount")));
  }

  private Payment payment(JsonNode node) {
    return new Payment(
        word(node.path("type")),
        text(node.path("brand"), 100),
        lastFour(node.path("last_four")),
        amount(node.path("transaction_amount")));
  }

  private Product product(JsonNode node) {
    JsonNode price = node.path("price");
    return new Product(
        text(node.path("external_id"), LONGEST_CODE),
        text(node.path("name"), LONGEST_NAME),
        url(node.path("url")),
        text(node.path("seller"), LONGEST_CODE),
        quantity(node.path("quantity")),
        amount(price.path("unit_price")),
        amount(price.path("sub_total")),
        amount(price.path("total")));
  }

  private <T> List<T> each(JsonNode nodes, Function<JsonNode, T> read) {
    List<T> parts = new ArrayList<>();
    if (!nodes.isArray()) {
      noteUnless(isAbsent(nodes));
      return parts;
    }
    for (JsonNode node : nodes) {
      if (parts.size() == MOST_PARTS) {
        hasUnreadable = true;
        return parts;
      }
      parts.add(read.apply(node));
    }
    return parts;
  }

  /** Decimal text; numbers are taken as well, for they are read without loss. */
  private @Nullable BigDecimal amount(JsonNode node) {
    String text = node.isNumber() ? node.decimalValue().toPlainString() : node.textValue();
    if (text != null && AMOUNT.matcher(text.strip()).matches()) {
      return new BigDecimal(text.strip());
    }
    noteUnless(isAbsent(node) || (text != null && text.isBlank()));
    return null;
  }

  private @Nullable BigDecimal quantity(JsonNode node) {
    BigDecimal quantity = amount(node);
    boolean isPossible =
        quantity == null
            || (quantity.signum() >= 0
                && quantity.stripTrailingZeros().scale() <= 3
                && quantity.compareTo(BigDecimal.valueOf(1_000_000)) < 0);
    noteUnless(isPossible);
    return isPossible ? quantity : null;
  }

  private @Nullable Instant instant(JsonNode node) {
    String text = node.textValue();
    if (text == null) {
      noteUnless(isAbsent(node));
      return null;
    }
    try {
      OffsetDateTime at = OffsetDateTime.parse(text);
      if (at.getYear() >= FIRST_YEAR && at.getYear() <= LAST_YEAR) {
        return at.toInstant();
      }
    } catch (DateTimeException _) {
      // Noted below.
    }
    hasUnreadable = true;
    return null;
  }

  private @Nullable String currency(JsonNode node) {
    String text = node.textValue();
    String code = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    if (CURRENCY.matcher(code).matches()) {
      return code;
    }
    noteUnless(isAbsent(node));
    return null;
  }

  private static @Nullable String lastFour(JsonNode node) {
    String text = node.textValue();
    return text != null && LAST_FOUR.matcher(text).matches() ? text : null;
  }

  private static @Nullable String word(JsonNode node) {
    String text = text(node, 50);
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  private void noteUnless(boolean isRight) {
    hasUnreadable |= !isRight;
  }
}
