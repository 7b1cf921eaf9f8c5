package app.countersign.merchant;

import app.countersign.split.Order;
import app.countersign.split.Order.OrderLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns orders of a file into purchases. The file was checked to the cent when it was read, and
 * tells of what was done; an order of which nothing was left is cancelled.
 */
final class OrderPurchases {
  private static final String WITHOUT_NUMBER = "line:";
  private static final int LONGEST_ID = 100;

  private OrderPurchases() {}

  /** The same for the same orders, in whatever file and place they stand. */
  static List<ReadPurchase> of(List<Order> orders, ZoneId zone) {
    Map<String, Integer> alike = new HashMap<>();
    List<ReadPurchase> purchases = new ArrayList<>(orders.size());
    for (Order order : orders) {
      String id = order.id();
      if (id == null || id.length() > LONGEST_ID) {
        String line = WITHOUT_NUMBER + hash(order);
        id = line + ":" + alike.merge(line, 1, Integer::sum);
      }
      purchases.add(purchase(order, id, zone));
    }
    return purchases;
  }

  private static ReadPurchase purchase(Order order, String sourceId, ZoneId zone) {
    BigDecimal tax = order.tax().amount();
    boolean isCancelled = order.lines().stream().allMatch(line -> line.quantity() == 0);
    return new ReadPurchase(
        sourceId,
        order.id() == null || order.id().length() > LONGEST_ID ? null : order.id(),
        isCancelled ? PurchaseStatus.CANCELLED : PurchaseStatus.COMPLETED,
        order.placedOn().atStartOfDay(zone).toInstant(),
        order.placedOn(),
        null,
        order.currency(),
        order.subtotal().amount(),
        order.total().amount(),
        false,
        order.lines().stream().map(OrderPurchases::line).toList(),
        List.of(),
        tax.signum() == 0
            ? List.of()
            : List.of(new ReadPurchase.Adjustment(AdjustmentKind.TAX, null, tax)));
  }

  private static ReadPurchase.Line line(OrderLine line) {
    return new ReadPurchase.Line(
        shortened(line.productCode(), 200),
        shortened(KnotPurchases.masked(line.title()), 1_000),
        shortened(line.category(), 200),
        shortened(line.seller(), 200),
        null,
        BigDecimal.valueOf(line.quantity()),
        line.unitPrice().amount(),
        line.subtotal().amount(),
        line.tax().amount(),
        line.total().amount());
  }

  private static @Nullable String shortened(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  private static String hash(Order order) {
    OrderLine line = order.lines().getFirst();
    String text =
        "%s|%s|%s|%s|%s|%s"
            .formatted(
                order.placedOn(),
                line.title(),
                line.productCode(),
                line.quantity(),
                line.total().amount(),
                line.total().currency());
    return HexFormat.of()
        .formatHex(ReadPurchase.sha256(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
  }
}
