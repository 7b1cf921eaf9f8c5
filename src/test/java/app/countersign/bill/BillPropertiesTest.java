package app.countersign.bill;

import static app.countersign.bill.TestGroups.input;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.bill.Balances.ChatBalances;
import app.countersign.bill.Balances.ChatSettleUp;
import app.countersign.bill.TestGroups.TestGroup;
import app.countersign.customer.PersonalData;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.split.Order;
import app.countersign.split.OrderFile;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every bill, whatever is shared and however. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "bill_properties")
@Property(name = "testing.role-names-as-tokens", value = "true")
class BillPropertiesTest {
  private final TestGroups groups;
  private final BillDesk desk;
  private final SettlementDesk settlements;
  private final Balances balances;
  private final BillData data;
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;

  BillPropertiesTest(
      TestGroups groups,
      BillDesk desk,
      SettlementDesk settlements,
      Balances balances,
      BillData data,
      Sql sql,
      TransactionOperations<Connection> transactions) {
    this.groups = groups;
    this.desk = desk;
    this.settlements = settlements;
    this.balances = balances;
    this.data = data;
    this.sql = sql;
    this.transactions = transactions;
  }

  private static List<Order> realOrders() throws IOException {
    try (var file =
        Objects.requireNonNull(
            BillPropertiesTest.class.getResourceAsStream(
                "/orders/amazon_orders_2018_2023_pruned.csv"))) {
      return OrderFile.read(file.readAllBytes());
    }
  }

  @Test
  void everyRealOrderLineRecordedByEveryRuleSumsExactly() throws IOException {
    TestGroup group = groups.group("Ana", "Ben", "Cy");
    int lines = 0;
    for (Order order : realOrders()) {
      for (Order.OrderLine line : order.lines()) {
        lines++;
        for (RecordBillInput.Rule rule : rules(group)) {
          record(group.member(0), bill(group, line, rule));
        }
      }
    }

    assertThat(lines).isEqualTo(228);
    assertThat(count("SELECT count(*) AS n FROM bill WHERE chat_id = ?", group)).isEqualTo(684);
    assertThat(
            count(
                """
                SELECT count(*) AS n FROM bill b WHERE b.chat_id = ? AND (
                  b.total <> (SELECT sum(s.amount) FROM bill_share s WHERE s.bill_id = b.id)
                  OR b.total <> (SELECT sum(i.amount) FROM bill_item i WHERE i.bill_id = b.id)
                  OR b.total - (SELECT s.amount FROM bill_share s
                      WHERE s.bill_id = b.id AND s.member_id = b.payer_id)
                    <> (SELECT coalesce(sum(d.amount), 0) FROM debt d WHERE d.bill_id = b.id))
                """,
                group))
        .isZero();
    BigDecimal whole =
        sql.list(
                "SELECT sum(total) AS whole FROM bill WHERE chat_id = ?",
                row -> Rows.decimal(row, "whole"),
                group.id())
            .getFirst();
    BigDecimal file =
        realOrders().stream()
            .map(order -> order.total().amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(whole).isEqualByComparingTo(file.multiply(BigDecimal.valueOf(3)));
  }

  private static List<RecordBillInput.Rule> rules(TestGroup group) {
    List<RecordBillInput.Weight> weights = new ArrayList<>();
    List<RecordBillInput.Taker> takers = new ArrayList<>();
    int weight = 1;
    for (Actor member : group.members()) {
      weights.add(new RecordBillInput.Weight(member.id(), BigDecimal.valueOf(weight)));
      takers.add(new RecordBillInput.Taker(member.id(), BigDecimal.valueOf(weight)));
      weight *= 2;
    }
    return List.of(
        new RecordBillInput.Rule(true, null, null),
        new RecordBillInput.Rule(null, weights, null),
        new RecordBillInput.Rule(null, null, List.of(new RecordBillInput.ItemTakers(0, takers))));
  }

  private static RecordBillInput bill(
      TestGroup group, Order.OrderLine line, RecordBillInput.Rule rule) {
    String currency = line.total().currency();
    RecordBillInput.Items items =
        new RecordBillInput.Items(
            List.of(
                new RecordBillInput.Item(
                    line.title(), new MoneyInput(line.subtotal().amount(), currency))),
            new RecordBillInput.Charges(
                new MoneyInput(line.tax().amount(), currency), null, null, null, null));
    return new RecordBillInput(
        group.id(),
        "An order",
        group.member(0).id(),
        group.members().stream().map(Actor::id).toList(),
        new RecordBillInput.Amount(null, items, null, null),
        rule,
        false,
        null);
  }

  private UUID record(Actor actor, RecordBillInput input) {
    return Objects.requireNonNull(
        transactions.executeWrite(status -> desk.record(actor, input)).billId());
  }

  private int count(String query, TestGroup group) {
    return sql.list(query, row -> Rows.integer(row, "n"), group.id()).getFirst();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void balancesSumToNothingAndSettlingUpClearsThem(long seed) {
    Random random = new Random(seed);
    String[] names = new String[2 + random.nextInt(7)];
    for (int place = 0; place < names.length; place++) {
      names[place] = "Person " + place;
    }
    TestGroup group = groups.group(names);
    for (int each = 0; each < 15; each++) {
      record(group.member(0), random(random, group));
    }
    settleSome(random, group);
    Actor left = group.member(names.length - 1);
    groups.leave(group, left);

    ChatBalances standing = balances.of(group.id(), group.member(0).id());
    ChatSettleUp settleUp = balances.settleUp(group.id(), group.member(0).id());

    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, Integer> people = new TreeMap<>();
    Map<String, BigDecimal> each = new HashMap<>();
    Objects.requireNonNull(standing)
        .balances()
        .forEach(
            balance -> {
              String currency = balance.amount().currency();
              sums.merge(currency, balance.amount().amount(), BigDecimal::add);
              people.merge(currency, 1, Integer::sum);
              each.put(currency + balance.member().personId(), balance.amount().amount());
            });
    assertThat(sums.values()).as("seed %d", seed).allMatch(sum -> sum.signum() == 0);
    Map<String, Integer> transfers = new TreeMap<>();
    Objects.requireNonNull(settleUp)
        .transfers()
        .forEach(
            transfer -> {
              String currency = transfer.amount().currency();
              transfers.merge(currency, 1, Integer::sum);
              BigDecimal amount = transfer.amount().amount();
              each.merge(currency + transfer.from().personId(), amount, BigDecimal::add);
              each.merge(currency + transfer.to().personId(), amount.negate(), BigDecimal::add);
            });
    assertThat(each.values()).as("seed %d", seed).allMatch(rest -> rest.signum() == 0);
    transfers.forEach(
        (currency, count) ->
            assertThat(count).as("seed %d", seed).isLessThan(people.get(currency)));
    assertThat(balances.of(group.id(), left.id())).isNull();
  }

  private static RecordBillInput random(Random random, TestGroup group) {
    List<UUID> sharers = new ArrayList<>();
    for (Actor member : group.members()) {
      if (random.nextBoolean()) {
        sharers.add(member.id());
      }
    }
    UUID payer = group.member(random.nextInt(group.members().size())).id();
    if (sharers.isEmpty()) {
      sharers.add(payer);
    }
    String currency = List.of("USD", "EUR", "JPY").get(random.nextInt(3));
    BigDecimal amount =
        BigDecimal.valueOf(1 + random.nextInt(100_000), currency.equals("JPY") ? 0 : 2);
    RecordBillInput.Rule rule =
        random.nextBoolean()
            ? new RecordBillInput.Rule(true, null, null)
            : new RecordBillInput.Rule(
                null,
                sharers.stream()
                    .map(
                        sharer ->
                            new RecordBillInput.Weight(
                                sharer, BigDecimal.valueOf(1 + random.nextInt(9))))
                    .toList(),
                null);
    return new RecordBillInput(
        group.id(),
        "Something",
        payer,
        sharers,
        new RecordBillInput.Amount(new MoneyInput(amount, currency), null, null, null),
        rule,
        false,
        null);
  }

  private void settleSome(Random random, TestGroup group) {
    record Open(UUID id, UUID creditor, BigDecimal amount, String currency) {}
    List<Open> open =
        sql.list(
            "SELECT id, creditor_id, amount, currency FROM debt WHERE chat_id = ? ORDER BY id",
            row ->
                new Open(
                    Rows.uuid(row, "id"),
                    Rows.uuid(row, "creditor_id"),
                    Rows.decimal(row, "amount"),
                    Rows.text(row, "currency")),
            group.id());
    for (Open debt : open) {
      if (random.nextInt(3) == 0) {
        BigDecimal part = debt.amount().compareTo(BigDecimal.ONE) > 0 ? BigDecimal.ONE : null;
        Actor creditor =
            group.members().stream()
                .filter(member -> member.id().equals(debt.creditor()))
                .findFirst()
                .orElseThrow();
        MarkSettledInput.PaidDebt paid =
            new MarkSettledInput.PaidDebt(
                debt.id(), part == null ? null : new MoneyInput(part, debt.currency()), null);
        transactions.executeWrite(
            status ->
                settlements.markSettled(
                    creditor,
                    new MarkSettledInput(new MarkSettledInput.Paid(List.of(paid), null), null)));
      }
    }
  }

  @Test
  void aPurchaseOrABankTransactionOfOnesOwnCanBeShared() {
    TestGroup group = groups.group("Una", "Vic");
    UUID transaction = bankTransaction(group.member(0), "-42.50");
    UUID refund = bankTransaction(group.member(0), "10.01");

    JsonNode spent = groups.bill(group.member(0), fromBank(group, transaction));
    JsonNode back = groups.bill(group.member(0), fromBank(group, refund));

    assertThat(spent.at("/total/amount").asText()).isEqualTo("42.50");
    assertThat(spent.path("source").asText()).isEqualTo("BANK_TRANSACTION");
    assertThat(TestGroups.amounts(back.path("shares"), "member"))
        .containsExactly("Una -5.01", "Vic -5.00");
    assertThat(back.at("/debts/0/debtor/name").asText()).isEqualTo("Una");
    assertThat(groups.record(group.member(1), fromBank(group, transaction)).refused("recordBill"))
        .containsExactly("NOT_FOUND input.amount.bankTransactionId");
  }

  private static Map<String, Object> fromBank(TestGroup group, UUID transaction) {
    return input(
        group,
        Map.of("bankTransactionId", transaction.toString()),
        Map.of("equal", true),
        group.ids());
  }

  private UUID bankTransaction(Actor owner, String amount) {
    UUID importId = UUID.randomUUID();
    UUID account = UUID.randomUUID();
    UUID id = UUID.randomUUID();
    sql.update(
        "INSERT INTO ledger_import (id, user_id, content_hash, account_count, transaction_count,"
            + " warnings, imported_by, imported_at) VALUES (?, ?, convert_to(?, 'UTF8'), 1, 1,"
            + " '[]', ?, now())",
        importId,
        owner.id().toString(),
        id.toString(),
        owner.id());
    sql.update(
        "INSERT INTO account (id, user_id, import_id, position, type, subtype, currency,"
            + " has_declared_inflow) VALUES (?, ?, ?, 0, 'DEPOSITORY', 'checking', 'USD', false)",
        account,
        owner.id().toString(),
        importId);
    sql.update(
        "INSERT INTO ledger_transaction (id, user_id, account_id, posted_on, amount, currency,"
            + " description, category, sequence) VALUES (?, ?, ?, '2026-02-01', ?::numeric, 'USD',"
            + " 'Shop', 'OTHER', 0)",
        id,
        owner.id().toString(),
        account,
        amount);
    return id;
  }

  @Test
  void aPersonsBillsAreExportedAndTheirWordsErased() {
    TestGroup group = groups.group("Eva", "Gus");
    JsonNode own = groups.bill(group.member(0), TestGroups.equal(group, "10.00"));
    JsonNode others = groups.bill(group.member(1), TestGroups.equal(group, "6.00"));
    PersonalData personal = data;

    BillData.Exported exported = (BillData.Exported) personal.export(group.member(0).id());
    transactions.executeWrite(
        status -> {
          personal.erase(group.member(0).id());
          return null;
        });

    assertThat(personal.section()).isEqualTo("bills");
    assertThat(exported.bills())
        .extracting(BillData.OwnBill::title)
        .containsExactly("Dinner", "Dinner");
    assertThat(exported.bills())
        .extracting(bill -> Objects.requireNonNull(bill.share()).amount().toPlainString())
        .containsExactly("5.00", "3.00");
    assertThat(exported.debts()).extracting(BillData.OwnDebt::isOwed).containsExactly(true, true);
    assertThat(title(group, own)).isEqualTo("null");
    assertThat(title(group, others)).isEqualTo("Dinner");
    assertThat(count("SELECT count(*) AS n FROM debt WHERE chat_id = ?", group)).isEqualTo(2);
  }

  private String title(TestGroup group, JsonNode bill) {
    return groups
        .query(
            group.member(1), "{ bill(id: \"%s\") { title } }".formatted(bill.path("id").asText()))
        .data("bill.title")
        .asText();
  }
}
