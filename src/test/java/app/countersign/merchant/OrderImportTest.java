package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files of customers, with linking switched off. */
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.database.name", value = "countersign_order_files")
@Property(name = "countersign.rate-limits.order-imports.per-actor", value = "1000")
class OrderImportTest {
  private static final String IMPORT =
      """
      mutation ($input: ImportOrdersInput!) {
        importOrders(input: $input) {
          result { wasAlreadyImported orderCount lineCount addedCount changedCount accountCount
            transactionCount warnings }
          userErrors { code message path }
        }
      }
      """;
  private static final String HEADER =
      "Order Date,Order ID,Title,Purchase Price Per Unit,Quantity,Item Subtotal,"
          + "Item Subtotal Tax,Item Total,Currency\n";

  private final Api api;
  private final TestCustomers customers;
  private final Sql sql;

  OrderImportTest(Api api, TestCustomers customers, Sql sql) {
    this.api = api;
    this.customers = customers;
    this.sql = sql;
  }

  static String realFile() {
    try (InputStream file =
        OrderImportTest.class.getResourceAsStream("/orders/amazon_orders_2018_2023_pruned.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Api.Answer orders(Actor customer, String text) {
    return api.call(TestCustomers.token(customer), IMPORT, Map.of("file", Map.of("orders", text)));
  }

  private BigDecimal sum(String expression, UUID person) {
    return sql.first(
        "SELECT coalesce(sum(%s), 0) AS sum FROM purchase p WHERE p.person_id = ?"
            .formatted(expression),
        row -> Rows.decimal(row, "sum"),
        person);
  }

  private BigDecimal ledgerSum(Actor customer) {
    return sql.first(
        "SELECT coalesce(sum(amount), 0) AS sum FROM ledger_transaction WHERE user_id = ?",
        row -> Rows.decimal(row, "sum"),
        customer.id().toString());
  }

  @Test
  void everyRealLineComesInToTheCent() {
    Actor ana = customers.named("Ana Orders");

    JsonNode result = orders(ana, realFile()).data("importOrders.result");

    assertThat(result.path("orderCount").intValue()).isEqualTo(169);
    assertThat(result.path("lineCount").intValue()).isEqualTo(228);
    assertThat(result.path("addedCount").intValue()).isEqualTo(169);
    assertThat(sum("p.total", ana.id())).isEqualByComparingTo("5650.95");
    assertThat(sum("p.subtotal", ana.id())).isEqualByComparingTo("5505.31");
    assertThat(sum("(SELECT sum(l.tax) FROM purchase_line l WHERE l.purchase_id = p.id)", ana.id()))
        .isEqualByComparingTo("145.64");
    assertThat(sum("(SELECT count(*) FROM purchase_line l WHERE l.purchase_id = p.id)", ana.id()))
        .isEqualByComparingTo("228");
    assertThat(ledgerSum(ana)).isEqualByComparingTo("-5650.95");
  }

  @Test
  void theSameFileTwiceAndItsOrdersInAnotherFileChangeNothing() {
    Actor ben = customers.named("Ben Orders");
    String file = realFile();
    String[] lines = file.split("\n", 12);
    String part = String.join("\n", lines[0], lines[1], lines[2], lines[3]) + "\n";

    assertThat(orders(ben, part).data("importOrders.result.addedCount").intValue()).isEqualTo(3);
    assertThat(orders(ben, file).data("importOrders.result.addedCount").intValue()).isEqualTo(166);
    JsonNode again = orders(ben, file).data("importOrders.result");

    assertThat(again.path("wasAlreadyImported").booleanValue()).isTrue();
    assertThat(again.path("addedCount").intValue()).isZero();
    assertThat(again.path("lineCount").intValue()).isEqualTo(228);
    assertThat(sum("p.total", ben.id())).isEqualByComparingTo("5650.95");
    assertThat(ledgerSum(ben)).isEqualByComparingTo("-5650.95");
  }

  @Test
  void ordersWithoutNumbersAreTheSameInWhateverFileTheyStand() {
    Actor cleo = customers.named("Cleo Orders");
    String one = "01/02/26,,Pen,$2.00,1,$2.00,$0.10,$2.10,USD\n";
    String other = "01/03/26,,Ink,$7.00,1,$7.00,$0.00,$7.00,USD\n";

    orders(cleo, HEADER + one + one);
    JsonNode more = orders(cleo, HEADER + other + one + one).data("importOrders.result");

    assertThat(more.path("addedCount").intValue()).isEqualTo(1);
    assertThat(sum("p.total", cleo.id())).isEqualByComparingTo("11.20");
  }

  @Test
  void aFileThatDoesNotAddUpIsRefusedWithItsPlace() {
    Actor dan = customers.named("Dan Orders");

    Api.Answer answer = orders(dan, HEADER + "01/02/26,a,Pen,$2.00,1,$2.00,$0.10,$2.11,USD\n");

    assertThat(answer.refused("importOrders"))
        .containsExactly("UNREADABLE_DOCUMENT input.file.orders.2.Item Total");
    assertThat(answer.data("importOrders.userErrors.0.message").textValue())
        .isEqualTo("Line 2, column 'Item Total': Subtotal and tax come to 2.10.");
    assertThat(sum("p.total", dan.id())).isEqualByComparingTo("0");
  }

  @Test
  void aCardNumberInATitleIsMasked() {
    Actor eve = customers.named("Eve Orders");

    orders(eve, HEADER + "01/02/26,a,Case for 4111-1111-1111-1111,$2.00,1,$2.00,$0.10,$2.10,USD\n");

    assertThat(
            sql.list(
                "SELECT l.name FROM purchase_line l JOIN purchase p ON p.id = l.purchase_id"
                    + " WHERE p.person_id = ?",
                row -> Rows.text(row, "name"),
                eve.id()))
        .containsExactly("Case for ****1111");
  }

  @Test
  void aBankDocumentIsTakenForTheCallerAndLeavesPurchasesInForce() {
    Actor fay = customers.named("Fay Orders");
    orders(fay, HEADER + "01/02/26,a,Pen,$2.00,1,$2.00,$0.10,$2.10,USD\n");
    String document =
        """
        {"override_accounts": [{"type": "depository", "subtype": "checking",
          "starting_balance": 100, "transactions": [{"date_transacted": "2026-01-03",
            "date_posted": "2026-01-04", "amount": 5, "description": "COFFEE", "currency": "USD"}]}]}
        """;

    Api.Answer answer =
        api.call(
            TestCustomers.token(fay), IMPORT, Map.of("file", Map.of("bankDocument", document)));
    Api.Answer again =
        api.call(
            TestCustomers.token(fay), IMPORT, Map.of("file", Map.of("bankDocument", document)));

    assertThat(answer.data("importOrders.result.transactionCount").intValue()).isEqualTo(1);
    assertThat(again.data("importOrders.result.wasAlreadyImported").booleanValue()).isTrue();
    assertThat(
            sql.list(
                "SELECT type FROM account WHERE user_id = ? AND superseded_at IS NULL ORDER BY"
                    + " type",
                row -> Rows.text(row, "type"),
                fay.id().toString()))
        .containsExactly("DEPOSITORY", "OTHER");
  }

  @Test
  void anUnreadableBankDocumentSaysWhere() {
    Actor gus = customers.named("Gus Orders");

    Api.Answer wrong =
        api.call(
            TestCustomers.token(gus),
            IMPORT,
            Map.of("file", Map.of("bankDocument", "{\"override_accounts\": [{\"type\": 7}]}")));
    Api.Answer another =
        api.call(
            TestCustomers.token(gus),
            IMPORT,
            Map.of(
                "file",
                Map.of(
                    "bankDocument",
                    "{\"profile\": {\"user_id\": \"somebody\"}, \"override_accounts\":"
                        + " [{\"type\": \"depository\", \"subtype\": \"checking\"}]}")));

    assertThat(wrong.refused("importOrders"))
        .containsExactly("UNREADABLE_DOCUMENT input.file.bankDocument.override_accounts[0].type");
    assertThat(another.refused("importOrders"))
        .containsExactly("INVALID_INPUT input.file.bankDocument.profile.user_id");
  }

  @Test
  void aRepeatedCallIsAnsweredAsTheFirst() {
    Actor hal = customers.named("Hal Orders");
    Map<String, Object> input =
        Map.of(
            "file",
            Map.of("orders", HEADER + "01/02/26,a,Pen,$2.00,1,$2.00,$0.10,$2.10,USD\n"),
            "timeZone",
            "America/New_York",
            "idempotencyKey",
            "once");

    JsonNode first = api.call(TestCustomers.token(hal), IMPORT, input).data("importOrders.result");
    JsonNode again = api.call(TestCustomers.token(hal), IMPORT, input).data("importOrders.result");

    assertThat(again).isEqualTo(first);
    JsonNode listed =
        api.query(
                TestCustomers.token(hal),
                """
                { purchases { totalCount nodes { orderedAt orderedOn status dataOrigin orderNumber
                    merchant { name } total { amount } adjustments { kind amount { amount } }
                    lines { name quantity unitPrice { amount } tax { amount } total { amount } } } }
                  linkedAccounts { nodes { status dataOrigin dataAgeSeconds purchaseCount isSyncing
                    merchant { id name } lastSyncFailure { reason } } } }
                """)
            .body()
            .path("data");
    JsonNode purchase = listed.at("/purchases/nodes/0");
    assertThat(purchase.path("orderedAt").textValue()).isEqualTo("2026-01-02T05:00:00Z");
    assertThat(purchase.path("orderedOn").textValue()).isEqualTo("2026-01-02");
    assertThat(purchase.at("/adjustments/0/amount/amount").textValue()).isEqualTo("0.10");
    assertThat(purchase.at("/lines/0/quantity").textValue()).isEqualTo("1");
    assertThat(listed.at("/linkedAccounts/nodes/0/purchaseCount").intValue()).isEqualTo(1);
    assertThat(listed.at("/linkedAccounts/nodes/0/status").textValue()).isEqualTo("DISCONNECTED");
  }

  @Test
  void purchasesAreFilteredAndOrdered() {
    Actor ida = customers.named("Ida Orders");
    orders(
        ida,
        HEADER
            + "01/02/26,a,Pen,$2.00,1,$2.00,$0.10,$2.10,USD\n"
            + "02/02/26,b,Desk,$90.00,1,$90.00,$0.00,$90.00,USD\n"
            + "03/02/26,c,Ink,$7.00,1,$7.00,$0.00,$7.00,USD\n"
            + "04/02/26,d,Gone,$7.00,0,$0.00,$0.00,$0.00,USD\n");

    assertThat(numbers(ida, "orderBy: LARGEST, filter: {minimum: {amount: \"7.00\"}}"))
        .isEqualTo("bc");
    assertThat(
            numbers(
                ida,
                "orderBy: OLDEST, filter: {placed: {fromDay: \"2026-02-01\", toDay:"
                    + " \"2026-03-02\"}}"))
        .isEqualTo("bc");
    assertThat(numbers(ida, "filter: {status: [CANCELLED]}")).isEqualTo("d");
    assertThat(numbers(ida, "filter: {merchantId: [\"19\"]}")).isEmpty();
    assertThat(numbers(ida, "filter: {merchantId: [\"44\"], origin: [FILE]}")).isEqualTo("dcba");
    assertThat(numbers(ida, "first: 2")).isEqualTo("dc");
    assertThat(numbers(ida, "filter: {hasDiscrepancy: true}")).isEmpty();
    assertThat(ledgerSum(ida)).isEqualByComparingTo("-99.10");
  }

  private String numbers(Actor customer, String arguments) {
    return String.join(
        "",
        api.query(
                TestCustomers.token(customer),
                "{ purchases(%s) { nodes { orderNumber } } }".formatted(arguments))
            .data("purchases.nodes")
            .findValuesAsText("orderNumber"));
  }
}
