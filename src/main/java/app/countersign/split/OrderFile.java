package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.Order.OrderLine;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the item report of Amazon's order history: CSV in UTF-8 with a header, one row for each
 * line of an order, days as {@code MM/DD/YY} of this century, amounts as {@code $1,234.56}. All or
 * nothing: whatever does not add up is refused with its line and column.
 */
public final class OrderFile {
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_LINES = 500;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM/dd/uu").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern AMOUNT =
      Pattern.compile("\\$?([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\\.[0-9]{1,4})?");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
  private static final List<String> REQUIRED =
      List.of(
          "Order Date",
          "Title",
          "Purchase Price Per Unit",
          "Quantity",
          "Item Subtotal",
          "Item Subtotal Tax",
          "Item Total",
          "Currency");

  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Order> orders = new LinkedHashMap<>();

  private OrderFile() {}

  /**
   * The orders, in the file's order.
   *
   * @throws InvalidOrderFile for anything that is not such a file
   */
  public static List<Order> read(byte[] file) {
    var bytes = ByteBuffer.wrap(file);
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notUtf8) {
      int line = 1;
      for (int place = 0; place < bytes.position(); place++) {
        line += file[place] == '\n' ? 1 : 0;
      }
      throw new InvalidOrderFile(line, "", "This is not text in UTF-8.");
    }
  }

  /**
   * The orders, in the file's order.
   *
   * @throws InvalidOrderFile for anything that is not such a file
   */
  public static List<Order> read(String text) {
    List<CsvRows.Row> rows =
        CsvRows.of(text.startsWith("\uFEFF") ? text.substring(1) : text, MOST_ROWS + 1);
    if (rows.isEmpty()) {
      throw new InvalidOrderFile(1, "", "The file is empty.");
    }
    var file = new OrderFile();
    file.readHeader(rows.getFirst());
    for (CsvRows.Row row : rows.subList(1, rows.size())) {
      file.add(file.new Fields(row));
    }
    return List.copyOf(file.orders.values());
  }

  private void readHeader(CsvRows.Row row) {
    for (String column : row.fields()) {
      if (columns.putIfAbsent(column, columns.size()) != null) {
        throw new InvalidOrderFile(row.line(), column, "This column is there twice.");
      }
    }
    for (String column : REQUIRED) {
      if (!columns.containsKey(column)) {
        throw new InvalidOrderFile(row.line(), column, "This column is missing.");
      }
    }
  }

  private void add(Fields fields) {
    fields.refuseAnotherWidth();
    LocalDate placedOn = fields.day("Order Date");
    OrderLine line = line(fields);
    String id = fields.text("Order ID");
    if (id == null) {
      orders.put("\n" + line.line(), new Order(null, placedOn, List.of(line)));
      return;
    }
    Order before = orders.get(id);
    if (before == null) {
      orders.put(id, new Order(id, placedOn, List.of(line)));
      return;
    }
    if (!before.placedOn().equals(placedOn)) {
      throw fields.refused("Order Date", "An order has one day.");
    }
    if (!before.currency().equals(line.total().currency())) {
      throw fields.refused("Currency", "An order has one currency.");
    }
    if (before.lines().size() == MOST_LINES) {
      throw fields.refused("Order ID", "An order has at most %d lines.".formatted(MOST_LINES));
    }
    var lines = new ArrayList<>(before.lines());
    lines.add(line);
    orders.put(id, new Order(id, placedOn, lines));
  }

  private static OrderLine line(Fields fields) {
    String currency = fields.currency();
    int quantity = fields.count("Quantity");
    Money unitPrice = fields.money("Purchase Price Per Unit", currency);
    Money subtotal = fields.money("Item Subtotal", currency);
    Money tax = fields.money("Item Subtotal Tax", currency);
    Money total = fields.money("Item Total", currency);
    BigDecimal priced = unitPrice.amount().multiply(BigDecimal.valueOf(quantity));
    if (priced.compareTo(subtotal.amount()) != 0) {
      throw fields.refused(
          "Item Subtotal", "%s × %d is %s.".formatted(unitPrice.amount(), quantity, priced));
    }
    BigDecimal taxed = subtotal.amount().add(tax.amount());
    if (taxed.compareTo(total.amount()) != 0) {
      throw fields.refused("Item Total", "Subtotal and tax come to %s.".formatted(taxed));
    }
    return new OrderLine(
        fields.row.line(),
        fields.text("Title"),
        fields.text("ASIN/ISBN"),
        fields.text("Category"),
        fields.text("Seller"),
        fields.listPrice(currency),
        quantity,
        unitPrice,
        subtotal,
        tax,
        total);
  }

  /** A row by its columns' names. */
  private final class Fields {
    private final CsvRows.Row row;

    private Fields(CsvRows.Row row) {
      this.row = row;
    }

    private void refuseAnotherWidth() {
      if (row.fields().size() != columns.size()) {
        throw refused(
            "",
            "The row has %d fields, the header %d.".formatted(row.fields().size(), columns.size()));
      }
    }

    /** Null for a blank field, and for a column the file lacks. */
    private @Nullable String text(String column) {
      Integer place = columns.get(column);
      String text = place == null ? "" : row.fields().get(place).strip();
      return text.isEmpty() ? null : text;
    }

    private String required(String column) {
      String text = text(column);
      if (text == null) {
        throw refused(column, "This is missing.");
      }
      return text;
    }

    private LocalDate day(String column) {
      try {
        return LocalDate.parse(required(column), DAY);
      } catch (DateTimeParseException notADay) {
        throw refused(column, "A day is written MM/DD/YY.");
      }
    }

    private int count(String column) {
      String text = required(column);
      if (!COUNT.matcher(text).matches()) {
        throw refused(column, "A whole number of at most 6 digits is expected here.");
      }
      return Integer.parseInt(text);
    }

    private String currency() {
      String currency = required("Currency");
      if (!Money.isCurrency(currency)) {
        throw refused("Currency", "This is not a currency of ISO 4217.");
      }
      return currency;
    }

    private Money money(String column, String currency) {
      String text = required(column);
      if (!AMOUNT.matcher(text).matches()) {
        throw refused(column, "An amount is written like $1,234.56.");
      }
      var amount = new BigDecimal(text.replace("$", "").replace(",", ""));
      if (amount.stripTrailingZeros().scale() > Money.digits(currency)) {
        throw refused(
            column,
            "%s has %d digits after the point.".formatted(currency, Money.digits(currency)));
      }
      return Money.of(amount, currency);
    }

    /** The report writes zero where it does not know the price. */
    private @Nullable Money listPrice(String currency) {
      String column = "List Price Per Unit";
      Money price = text(column) == null ? null : money(column, currency);
      return price == null || price.amount().signum() == 0 ? null : price;
    }

    private InvalidOrderFile refused(String column, String message) {
      return new InvalidOrderFile(row.line(), column, message);
    }
  }
}
