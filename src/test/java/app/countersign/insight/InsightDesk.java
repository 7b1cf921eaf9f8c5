package app.countersign.insight;

import app.countersign.demo.LedgerGenerator;
import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Customers with bank data, and what the job does with them. */
@Singleton
public class InsightDesk {
  private static final Actor IMPORTER = Actor.system("test");

  private final TestCustomers customers;
  private final BankDataImport imports;
  private final Consents consents;
  private final DueInsights due;
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;

  InsightDesk(
      TestCustomers customers,
      BankDataImport imports,
      Consents consents,
      DueInsights due,
      Sql sql,
      TransactionOperations<Connection> transactions) {
    this.customers = customers;
    this.imports = imports;
    this.consents = consents;
    this.due = due;
    this.sql = sql;
    this.transactions = transactions;
  }

  /** A customer who consented. */
  Actor consenting(String name) {
    Actor customer = customers.named(name);
    consent(customer, true);
    return customer;
  }

  void consent(Actor customer, boolean granted) {
    transactions.executeWrite(
        status -> {
          consents.record(
              customer, customer.id().toString(), ConsentKind.DATA_ANALYSIS, granted, "1");
          return status;
        });
  }

  /** The bank data of one of the demo's invented people. */
  void give(Actor customer, long seed, int number, LocalDate endsOn) {
    importDocument(
        customer, new LedgerGenerator(seed, endsOn).users(number + 1).get(number).document());
  }

  /**
   * A checking account with groceries: days with amounts, negative is money in as banks have it.
   */
  void groceries(Actor customer, List<Object[]> rows) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("version", "2");
    ObjectNode account = document.putArray("override_accounts").addObject();
    account.put("type", "depository").put("subtype", "checking").put("currency", "USD");
    ArrayNode list = account.putArray("transactions");
    for (Object[] row : rows) {
      list.addObject()
          .put("date_transacted", row[0].toString())
          .put("date_posted", row[0].toString())
          .put("amount", new java.math.BigDecimal(row[1].toString()))
          .put("description", row[2].toString())
          .put("currency", "USD");
    }
    importText(customer, document.toString());
  }

  void importDocument(Actor customer, String document) {
    try {
      ObjectNode tree = (ObjectNode) Json.mapper().readTree(document);
      tree.remove("profile");
      importText(customer, tree.toString());
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void importText(Actor customer, String document) {
    transactions.executeWrite(
        status -> imports.importDocument(IMPORTER, customer.id().toString(), document, List.of()));
  }

  int makeAll() {
    return due.makeAll();
  }

  boolean isDue(Actor customer) {
    return sql.first(
            "SELECT person_id FROM insight_due WHERE person_id = ?",
            row -> Rows.uuid(row, "person_id"),
            customer.id())
        != null;
  }

  /** Every column of a customer's rows, as text. */
  List<String> rows(UUID personId) {
    return sql.list(
        "SELECT i::text AS row FROM insight i WHERE person_id = ? ORDER BY id",
        row -> Rows.text(row, "row"),
        personId);
  }
}
