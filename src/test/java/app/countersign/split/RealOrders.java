package app.countersign.split;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The orders of a real person, as the merchant wrote them. */
final class RealOrders {
  private static final String FILE = "/orders/amazon_orders_2018_2023_pruned.csv";

  private RealOrders() {}

  static List<Order> all() {
    try (var file = Objects.requireNonNull(RealOrders.class.getResourceAsStream(FILE))) {
      return OrderFile.read(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
