package app.countersign.split;

import static app.countersign.split.Bills.money;
import static app.countersign.split.Bills.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.countersign.split.Order.OrderLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of a file, those of a real person among them. */
class OrderFileTest {
  private static final String HEADER =
      "Order Date,Order ID,Title,Purchase Price Per Unit,Quantity,Item Subtotal,"
          + "Item Subtotal Tax,Item Total,Currency\n";
  private static final String ROW = "01/21/18,o-1,Tea,$1.50,2,$3.00,$0.25,$3.25,USD\n";

  @Test
  void realOrdersAreReadToTheLastCent() {
    List<Order> orders = RealOrders.all();

    assertThat(orders).hasSize(169);
    assertThat(orders.getFirst().id()).isEqualTo("order-001");
    assertThat(orders.getFirst().placedOn()).isEqualTo(LocalDate.of(2018, 1, 21));
    assertThat(orders.getFirst().lines())
        .containsExactly(
            new OrderLine(
                2,
                "Scott 1000 Sheets Per Roll Toilet Paper, 27 Rolls, Bath Tissue",
                "B01NBYY28W",
                "TOILET_PAPER",
                "Amazon.com",
                null,
                1,
                usd("17.52"),
                usd("17.52"),
                usd("1.55"),
                usd("19.07")));
    assertThat(
            orders.stream()
                .map(order -> order.total().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualTo("5650.95");
  }

  @Test
  void whatTheRealFileDoesNotKnowIsNull() {
    List<OrderLine> lines =
        RealOrders.all().stream().flatMap(order -> order.lines().stream()).toList();

    assertThat(lines).hasSize(228);
    assertThat(lines.stream().filter(line -> line.title() == null)).hasSize(17);
    assertThat(lines.stream().filter(line -> line.listPrice() == null)).hasSize(98);
    assertThat(lines.stream().filter(line -> line.quantity() == 0))
        .extracting(OrderLine::unitPrice, OrderLine::total)
        .containsExactly(tuple(usd("15.99"), usd("0.00")));
    assertThat(lines.stream().map(OrderLine::title).filter(Objects::nonNull))
        .anyMatch(title -> title.chars().anyMatch(letter -> letter > 127));
  }

  @Test
  void anOrderSumsItsLinesWhereverTheyStand() {
    var orders =
        OrderFile.read(
            HEADER
                + ROW
                + "01/22/18,o-2,Cup,\"$1,234.50\",1,\"$1,234.50\",0,1234.5,USD\n"
                + "01/21/18,o-1,,$0.50,1,$0.50,$0.05,$0.55,USD\n");

    assertThat(orders)
        .extracting(Order::id, Order::subtotal, Order::tax, Order::total)
        .containsExactly(
            tuple("o-1", usd("3.50"), usd("0.30"), usd("3.80")),
            tuple("o-2", usd("1234.50"), usd("0.00"), usd("1234.50")));
    assertThat(orders.getFirst().lines()).extracting(OrderLine::line).containsExactly(2, 4);
  }

  @Test
  void linesWithoutAnOrdersIdAreOrdersOfTheirOwn() {
    var withoutColumn = (HEADER + ROW + ROW).replace("Order ID,", "").replace("o-1,", "");

    assertThat(OrderFile.read(HEADER + (ROW + ROW).replace("o-1", " ")))
        .extracting(Order::id)
        .containsExactly(null, null);
    assertThat(OrderFile.read(withoutColumn)).hasSize(2);
  }

  @Test
  void titlesMayHoldCommasQuotesAndLines() {
    var orders =
        OrderFile.read(
            "\uFEFF"
                + HEADER
                + ROW.replace("Tea", "\"Tea, \"\"green\"\"\nand black\"")
                + "\r\n"
                + ROW.replace("\n", ""));

    assertThat(orders.getFirst().lines())
        .extracting(OrderLine::line, OrderLine::title)
        .containsExactly(tuple(2, "Tea, \"green\"\nand black"), tuple(5, "Tea"));
  }

  @Test
  void amountsHaveTheirCurrencysDigits() {
    var orders = OrderFile.read(HEADER + "02/29/24,o-1,Tea,150,2,300,25.0,325,JPY\n");

    assertThat(orders.getFirst().total()).isEqualTo(money("325", "JPY"));
    assertThat(orders.getFirst().placedOn()).isEqualTo(LocalDate.of(2024, 2, 29));
  }

  @ParameterizedTest
  @CsvSource({
    "01/21/18, 1/21/18, Order Date, A day is written MM/DD/YY.",
    "01/21/18, 02/30/18, Order Date, A day is written MM/DD/YY.",
    "01/21/18, 2018-01-21, Order Date, A day is written MM/DD/YY.",
    "01/21/18, '', Order Date, This is missing.",
    "',2,', ',-2,', Quantity, A whole number of at most 6 digits is expected here.",
    "',2,', ',3,', Item Subtotal, 1.50 × 3 is 4.50.",
    "$3.00, $3.01, Item Subtotal, 1.50 × 2 is 3.00.",
    "$3.25, $3.26, Item Total, Subtotal and tax come to 3.25.",
    "$3.25, $-3.25, Item Total, 'An amount is written like $1,234.56.'",
    "$3.25, '\"$3,25\"', Item Total, 'An amount is written like $1,234.56.'",
    "$0.25, $0.255, Item Subtotal Tax, USD has 2 digits after the point.",
    "USD, XYZ, Currency, This is not a currency of ISO 4217.",
    "'Tea,', 'Tea,,', '', 'The row has 10 fields, the header 9.'",
    "Tea, T\"ea, '', A quote stands in a field that does not begin with one.",
    "Tea, \"Tea\"s, '', A comma or the end of the line is expected here.",
    "Tea, \"Tea, '', A quoted field has no end."
  })
  void aFieldThatIsWrongIsRefusedWithItsLineAndColumn(
      String right, String wrong, String column, String message) {
    refused(() -> OrderFile.read(HEADER + ROW + ROW.replace(right, wrong)), 3, column, message);
  }

  @Test
  void anOrderOfTwoDaysOrCurrenciesIsRefused() {
    refused(
        () -> OrderFile.read(HEADER + ROW + ROW.replace("01/21", "01/22")),
        3,
        "Order Date",
        "An order has one day.");
    refused(
        () -> OrderFile.read(HEADER + ROW + ROW.replace("USD", "EUR")),
        3,
        "Currency",
        "An order has one currency.");
    refused(
        () -> OrderFile.read(HEADER + ROW.repeat(501)),
        502,
        "Order ID",
        "An order has at most 500 lines.");
  }

  @Test
  void aFileWithoutItsColumnsIsRefused() {
    refused(() -> OrderFile.read("\n"), 1, "", "The file is empty.");
    refused(
        () -> OrderFile.read(HEADER.replace("Quantity", "Count") + ROW),
        1,
        "Quantity",
        "This column is missing.");
    refused(
        () -> OrderFile.read(HEADER.replace("Order ID", "Title") + ROW),
        1,
        "Title",
        "This column is there twice.");
  }

  @Test
  void whatIsNoTextOrTooMuchOfItIsRefused() {
    byte[] latin1 = (HEADER + ROW.replace("Tea", "Thé")).getBytes(StandardCharsets.ISO_8859_1);

    refused(() -> OrderFile.read(latin1), 2, "", "This is not text in UTF-8.");
    refused(
        () -> OrderFile.read(HEADER + ROW.replace("Tea", "T\0a")),
        2,
        "",
        "A field has a character that no text has.");
    refused(
        () -> OrderFile.read(HEADER + ROW.replace("Tea", "a".repeat(10_001))),
        2,
        "",
        "A field has at most 10000 characters.");
    refused(
        () -> OrderFile.read("a\n".repeat(100_002)), 100_002, "", "At most 100001 rows are read.");
  }

  private static void refused(ThrowingCallable read, int line, String column, String message) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            InvalidOrderFile.class,
            refusal -> {
              assertThat(refusal.line()).isEqualTo(line);
              assertThat(refusal.column()).isEqualTo(column);
            })
        .hasMessage(message);
  }
}
