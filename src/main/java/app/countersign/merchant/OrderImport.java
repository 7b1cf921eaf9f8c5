package app.countersign.merchant;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ImportOutcome;
import app.countersign.merchant.PurchaseStore.Outcome;
import app.countersign.merchant.PurchaseStore.Reading;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.split.InvalidOrderFile;
import app.countersign.split.Order;
import app.countersign.split.OrderFile;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a customer's own files in: an order history, or a bank document. The same file twice
 * changes nothing; an order that comes again in another file is the same order.
 */
@Singleton
class OrderImport {
  private final LinkedAccountRepository accounts;
  private final PurchaseStore store;
  private final BankDataImport bankData;
  private final AuditTrail audit;
  private final Sql sql;
  private final Clock clock;

  OrderImport(
      LinkedAccountRepository accounts,
      PurchaseStore store,
      BankDataImport bankData,
      AuditTrail audit,
      Sql sql,
      Clock clock) {
    this.accounts = accounts;
    this.store = store;
    this.bankData = bankData;
    this.audit = audit;
    this.sql = sql;
    this.clock = clock;
  }

  /** Takes whichever of the two was given. */
  @Transactional(propagation = Propagation.MANDATORY)
  OrderImportResult take(Actor actor, ImportOrdersInput input) {
    ZoneId zone = zone(actor.id(), input.timeZone());
    String orders = input.file().orders();
    String document = input.file().bankDocument();
    if (orders != null) {
      return takeOrders(actor, orders, zone);
    }
    if (document != null) {
      return takeDocument(actor, document);
    }
    throw invalid("Give a file of orders or a bank document.", "input", "file");
  }

  private OrderImportResult takeOrders(Actor actor, String text, ZoneId zone) {
    List<Order> orders = read(text);
    int lines = orders.stream().mapToInt(order -> order.lines().size()).sum();
    Instant now = clock.instant();
    LinkedAccount account =
        accounts.make(
            actor.id(), Merchant.AMAZON, PurchaseOrigin.FILE, LinkStatus.DISCONNECTED, now);
    UUID importId = Ids.next();
    int isNew =
        sql.update(
            """
            INSERT INTO order_import (id, person_id, content_hash, order_count, line_count,
              imported_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, content_hash) DO NOTHING
            """,
            importId,
            actor.id(),
            ReadPurchase.sha256(text.getBytes(StandardCharsets.UTF_8)),
            orders.size(),
            lines,
            now);
    if (isNew == 0) {
      return new OrderImportResult(true, orders.size(), lines, 0, 0, 0, 0, List.of());
    }
    Outcome outcome =
        store.store(
            new Reading(actor.id(), Merchant.AMAZON, PurchaseOrigin.FILE, now, true),
            OrderPurchases.of(orders, zone));
    accounts.noteFile(account.id(), now);
    audit.record(
        actor,
        AuditEvent.of(
            "LinkedAccount",
            account.id().toString(),
            AuditAction.IMPORT,
            actor.id().toString(),
            null,
            Map.of("importId", importId, "orders", orders.size(), "lines", lines)));
    return new OrderImportResult(
        false, orders.size(), lines, outcome.added(), outcome.changed(), 0, 0, List.of());
  }

  private static List<Order> read(String text) {
    try {
      return OrderFile.read(text);
    } catch (InvalidOrderFile refused) {
      String line = String.valueOf(refused.line());
      List<String> path = new ArrayList<>(List.of("input", "file", "orders", line));
      String where = "Line " + line;
      if (!refused.column().isEmpty()) {
        path.add(refused.column());
        where += ", column '" + refused.column() + "'";
      }
      throw new RefusedException(
          List.of(
              new UserError(
                  UserErrorCode.UNREADABLE_DOCUMENT,
                  where + ": " + refused.getMessage(),
                  path,
                  null,
                  null)));
    }
  }

  private OrderImportResult takeDocument(Actor actor, String document) {
    try {
      ImportOutcome outcome =
          bankData.importDocument(actor, actor.id().toString(), document, List.of());
      return new OrderImportResult(
          outcome.wasAlreadyImported(),
          0,
          0,
          0,
          0,
          outcome.accountCount(),
          outcome.transactionCount(),
          outcome.warnings());
    } catch (RefusedException refused) {
      throw new RefusedException(refused.errors().stream().map(OrderImport::inFile).toList());
    }
  }

  /** What is wrong with the document, where this mutation has it. */
  private static UserError inFile(UserError error) {
    List<String> path = new ArrayList<>(List.of("input", "file", "bankDocument"));
    List<String> inside = error.path();
    if (inside.size() > 1 && inside.get(1).equals("userId")) {
      path.add("profile.user_id");
    } else {
      path.addAll(inside.subList(Math.min(2, inside.size()), inside.size()));
    }
    return new UserError(
        error.code(), error.message(), path, error.currentVersion(), error.currentStatus());
  }

  private ZoneId zone(UUID personId, @Nullable String asked) {
    if (asked != null) {
      if (!ZoneId.getAvailableZoneIds().contains(asked)) {
        throw invalid("This is not an IANA time zone.", "input", "timeZone");
      }
      return ZoneId.of(asked);
    }
    String own =
        sql.first(
            "SELECT time_zone FROM customer WHERE person_id = ?",
            row -> Rows.text(row, "time_zone"),
            personId);
    return ZoneId.of(own == null || !ZoneId.getAvailableZoneIds().contains(own) ? "UTC" : own);
  }

  private static RefusedException invalid(String message, String... path) {
    return RefusedException.of(UserErrorCode.INVALID_INPUT, message, path);
  }
}
