package app.countersign.merchant;

import app.countersign.feature.Features;
import app.countersign.knot.Knot;
import app.countersign.knot.KnotAccount;
import app.countersign.knot.KnotFault;
import app.countersign.knot.KnotReport;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.schedule.Schedule;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports of the other side, taken as hints: what they say is never believed, what they are about
 * is read again. The same report twice, or an older one later, leads to one reading more.
 */
@Singleton
class Hints {
  private static final Actor ACTOR = Actor.system("merchant reports");

  private final Features features;
  private final @Nullable Knot knot;
  private final Sql sql;
  private final LinkedAccountRepository accounts;
  private final MerchantRepository merchants;
  private final LinkChecks checks;
  private final PurchaseSync sync;
  private final SyncTask.Requests syncs;
  private final HintTask task;
  private final Schedule schedule;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Hints(
      Features features,
      @Nullable Knot knot,
      Sql sql,
      LinkedAccountRepository accounts,
      MerchantRepository merchants,
      LinkChecks checks,
      PurchaseSync sync,
      SyncTask.Requests syncs,
      HintTask task,
      Schedule schedule,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.features = features;
    this.knot = knot;
    this.sql = sql;
    this.accounts = accounts;
    this.merchants = merchants;
    this.checks = checks;
    this.sync = sync;
    this.syncs = syncs;
    this.task = task;
    this.schedule = schedule;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes a report whose signature is right; what nobody needs to know is passed over. */
  void take(KnotReport report) {
    switch (report.event()) {
      case "AUTHENTICATED", "ACCOUNT_LOGIN_REQUIRED" -> note(Hint.Kind.ACCOUNT, report);
      case "NEW_TRANSACTIONS_AVAILABLE" -> note(Hint.Kind.NEW_PURCHASES, report);
      case "UPDATED_TRANSACTIONS_AVAILABLE" -> note(Hint.Kind.CHANGED_PURCHASES, report);
      case "MERCHANT_STATUS_UPDATE" -> noteStatus(report);
      default -> {}
    }
  }

  private void note(Hint.Kind kind, KnotReport report) {
    UUID person = report.personId();
    Integer merchant = report.merchantId();
    if (person == null || merchant == null) {
      return;
    }
    UUID id = Ids.next();
    transactions.executeWrite(
        status -> {
          Instant now = clock.instant();
          int noted =
              sql.update(
                  """
                  INSERT INTO merchant_hint (id, kind, person_id, merchant_id, source_ids, received_at)
                  SELECT ?, ?, c.person_id, ?, ?, ? FROM customer c
                  WHERE c.person_id = ? AND c.erased_at IS NULL
                  """,
                  id,
                  kind,
                  merchant,
                  report.transactionIds().stream().map(UUID::toString).toList(),
                  now,
                  person);
          if (noted == 1) {
            schedule.runSoon(
                task.task(),
                List.of(HintTask.instance(id, report.event().equals("ACCOUNT_LOGIN_REQUIRED"))),
                now);
          }
          return noted;
        });
  }

  private void noteStatus(KnotReport report) {
    Integer merchant = report.merchantId();
    Boolean isDown = report.isDown();
    if (merchant != null && isDown != null) {
      Instant at = report.at();
      merchants.report(merchant, isDown, at == null ? clock.instant() : at);
    }
  }

  /**
   * Reads again what a hint is about, and forgets it then.
   *
   * @param wantsLogin the report was that the merchant wants a new sign-in
   */
  void follow(UUID hintId, boolean wantsLogin) {
    Hint hint =
        sql.first(
            "SELECT * FROM merchant_hint WHERE id = ?",
            row ->
                new Hint(
                    Rows.uuid(row, "id"),
                    Rows.enumValue(row, "kind", Hint.Kind.class),
                    Rows.uuid(row, "person_id"),
                    Rows.integer(row, "merchant_id"),
                    Rows.textList(row, "source_ids").stream().map(UUID::fromString).toList()),
            hintId);
    if (hint == null) {
      return;
    }
    if (knot != null && features.isKnotOn()) {
      try {
        follow(knot, hint, wantsLogin);
      } catch (KnotFault fault) {
        if (fault.reason().mayPass()) {
          throw new SyncTask.NotNow();
        }
      }
    }
    forget(hintId);
  }

  /** It was tried often enough. */
  void forget(UUID hintId) {
    sql.update("DELETE FROM merchant_hint WHERE id = ?", hintId);
  }

  private void follow(Knot from, Hint hint, boolean wantsLogin) {
    switch (hint.kind()) {
      case ACCOUNT -> {
        List<KnotAccount> found = from.accounts(hint.personId());
        transactions.executeWrite(
            status -> {
              checks.takeOver(ACTOR, hint.personId(), found, wantsLogin ? hint.merchantId() : null);
              return true;
            });
      }
      case NEW_PURCHASES ->
          transactions.executeWrite(
              status -> {
                LinkedAccount account = accounts.find(hint.personId(), hint.merchantId());
                if (account != null && account.status() == LinkStatus.CONNECTED) {
                  syncs.request(account.id());
                }
                return true;
              });
      case CHANGED_PURCHASES ->
          sync.readAgain(hint.personId(), hint.merchantId(), hint.sourceIds());
    }
  }
}
