package app.countersign.merchant;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.feature.Features;
import app.countersign.knot.Knot;
import app.countersign.knot.KnotFault;
import app.countersign.knot.KnotTransaction;
import app.countersign.knot.TransactionPage;
import app.countersign.merchant.PurchaseStore.Outcome;
import app.countersign.merchant.PurchaseStore.Reading;
import app.countersign.platform.access.Actor;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was bought with linked accounts, page by page. Each page is stored in one transaction
 * with the cursor that follows it, so that whatever breaks off goes on where it was; nothing is
 * asked of the other side inside of a transaction.
 */
@Singleton
class PurchaseSync {
  private static final Logger LOG = LoggerFactory.getLogger(PurchaseSync.class);
  private static final Actor ACTOR = Actor.system("purchase sync");

  private final Features features;
  private final @Nullable Knot knot;
  private final SyncLeases leases;
  private final LinkedAccountRepository accounts;
  private final PurchaseStore store;
  private final AuditTrail audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  PurchaseSync(
      Features features,
      @Nullable Knot knot,
      SyncLeases leases,
      LinkedAccountRepository accounts,
      PurchaseStore store,
      AuditTrail audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.features = features;
    this.knot = knot;
    this.leases = leases;
    this.accounts = accounts;
    this.store = store;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What came of an attempt to sync. */
  enum Result {
    /** Everything there was has been read. */
    DONE,
    /** Nobody wants it any more, it is not connected, or the feature is off. */
    NOTHING_TO_DO,
    /** Another one is reading it. */
    BUSY,
    /** It failed, and may go better later. */
    LATER,
    /** It failed, and asking again would not help. */
    FAILED
  }

  /** The account went away, or somebody else took it, while a page was on its way. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super(null, null, false, false);
    }
  }

  /** Reads everything there is, as long as somebody wants it. */
  Result sync(UUID accountId) {
    if (knot == null || !features.isKnotOn()) {
      return Result.NOTHING_TO_DO;
    }
    Result result = Result.NOTHING_TO_DO;
    while (true) {
      SyncLeases.Lease lease = leases.take(accountId);
      if (lease == null) {
        boolean isBusy = result == Result.NOTHING_TO_DO && leases.isWanted(accountId);
        return isBusy ? Result.BUSY : result;
      }
      result = read(knot, lease);
      if (result != Result.DONE) {
        return result;
      }
    }
  }

  /** Nothing tries again by itself: the next request does. */
  void giveUp(UUID accountId) {
    leases.giveUp(accountId);
  }

  /**
   * Reads single purchases as they are now; only those that are known of this person and merchant,
   * for the other side answers for any id, and whose it is it does not say.
   */
  void readAgain(UUID personId, int merchantId, List<UUID> ids) {
    if (knot == null || !features.isKnotOn() || ids.isEmpty()) {
      return;
    }
    Instant askedAt = clock.instant();
    List<ReadPurchase> read = new ArrayList<>();
    for (UUID id : store.known(personId, merchantId, ids)) {
      KnotTransaction transaction = knot.transaction(id);
      if (transaction != null) {
        read.add(KnotPurchases.of(transaction));
      }
    }
    inTransaction(
        () -> {
          LinkedAccount account = accounts.lock(personId, merchantId);
          if (account != null && account.status() != LinkStatus.DISCONNECTED) {
            store.store(
                new Reading(personId, merchantId, PurchaseOrigin.LINK, askedAt, true), read);
          }
          return true;
        });
  }

  private Result read(Knot from, SyncLeases.Lease lease) {
    try {
      pages(from, lease);
      return Result.DONE;
    } catch (LeaseLost _) {
      return Result.BUSY;
    } catch (KnotFault fault) {
      boolean mayPass = fault.reason().mayPass();
      inTransaction(
          () -> {
            leases.fail(lease, fault.reason().name(), !mayPass);
            return true;
          });
      LOG.warn("The purchases of {} could not be read: {}.", lease.accountId(), fault.reason());
      return mayPass ? Result.LATER : Result.FAILED;
    }
  }

  private void pages(Knot from, SyncLeases.Lease lease) {
    String cursor = lease.cursor();
    Outcome sum = new Outcome(0, 0, 0);
    while (true) {
      Instant askedAt = clock.instant();
      TransactionPage page = from.sync(lease.personId(), lease.merchantId(), cursor);
      Outcome before = sum;
      Outcome after = inTransaction(() -> keep(lease, page, askedAt, before));
      sum = after;
      if (page.nextCursor() == null) {
        return;
      }
      if (page.nextCursor().equals(cursor)) {
        throw KnotFault.endless();
      }
      cursor = page.nextCursor();
    }
  }

  private Outcome keep(
      SyncLeases.Lease lease, TransactionPage page, Instant askedAt, Outcome before) {
    if (!leases.advance(lease, page.nextCursor())) {
      throw new LeaseLost();
    }
    Reading reading =
        new Reading(lease.personId(), lease.merchantId(), PurchaseOrigin.LINK, askedAt, false);
    Outcome sum =
        before.plus(
            store.store(reading, page.transactions().stream().map(KnotPurchases::of).toList()));
    if (page.nextCursor() == null) {
      leases.finish(lease);
      audit.record(
          ACTOR,
          AuditEvent.of(
              "LinkedAccount",
              lease.accountId().toString(),
              AuditAction.SYNC,
              lease.personId().toString(),
              null,
              Map.of("added", sum.added(), "changed", sum.changed())));
    }
    return sum;
  }

  private interface Work<T> {
    T run();
  }

  private <T> T inTransaction(Work<T> work) {
    return transactions.executeWrite(status -> work.run());
  }
}
