package app.countersign.knot;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Transactions as Knot's documentation shows them. */
public final class KnotTransactions {
  private KnotTransactions() {}

  /** The documented example: 43.69 and tax 3.88, less 4.37; paid 23.20 by card, 20.00 by gift. */
  public static ObjectNode documented(UUID id) {
    return tree(
        """
        {"id": "%s", "external_id": "112-3456789-0123456", "datetime": "2026-03-02T18:04:11+00:00",
         "url": "https://www.amazon.com/orders/112-3456789-0123456", "order_status": "DELIVERED",
         "shipping": {"location": {"first_name": "Ana", "last_name": "Lima",
           "address": {"line1": "1 Street", "city": "Boston", "postal_code": "02134"}}},
         "payment_methods": [
           {"external_id": "pm-1", "type": "CARD", "brand": "Visa", "last_four": "4242",
            "name": "Visa ending in 4242", "transaction_amount": "23.20"},
           {"external_id": null, "type": "GIFT_CARD", "brand": null, "last_four": null,
            "name": "Gift Card", "transaction_amount": "20.00"}],
         "price": {"sub_total": "43.69", "total": "43.20", "currency": "USD", "adjustments": [
           {"type": "TAX", "label": "Estimated tax", "amount": "3.88"},
           {"type": "DISCOUNT", "label": "Subscribe & Save", "amount": "-4.37"}]},
         "products": [
           {"external_id": "B00X", "name": "Coffee 4111 1111 1111 1111", "quantity": 2,
            "price": {"sub_total": "43.69", "total": "43.69", "unit_price": "21.845"},
            "seller": "Roaster", "eligibility": ["FSA/HSA"]}]}
        """
            .formatted(id));
  }

  /** A small one, paid whole by one card. */
  public static ObjectNode simple(
      UUID id, String datetime, String status, String total, String lastFour) {
    return tree(
        """
        {"id": "%s", "external_id": null, "datetime": "%s", "url": null, "order_status": "%s",
         "payment_methods": [{"type": "CARD", "brand": "Visa", "last_four": "%s",
           "transaction_amount": "%s"}],
         "price": {"sub_total": "%s", "total": "%s", "currency": "USD", "adjustments": []},
         "products": [{"external_id": "P", "name": "Thing", "quantity": 1,
           "price": {"total": "%s"}}]}
        """
            .formatted(id, datetime, status, lastFour, total, total, total, total));
  }

  private static ObjectNode tree(String text) {
    try {
      return (ObjectNode) Json.mapper().readTree(text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
