package app.countersign.merchant;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.feature.Features;
import app.countersign.knot.Knot;
import app.countersign.knot.KnotAccount;
import app.countersign.knot.KnotFault;
import app.countersign.knot.KnotSession;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Fingerprint;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person does with their own links. */
@Singleton
class LinkingDesk {
  private static final int LONGEST_TOKEN = 500;

  private final Features features;
  private final @Nullable Knot knot;
  private final LinkedAccountRepository accounts;
  private final MerchantRepository merchants;
  private final LinkChecks checks;
  private final SyncTask.Requests syncs;
  private final PurchaseRemoval removal;
  private final Fingerprint fingerprint;
  private final AuditTrail audit;
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  LinkingDesk(
      Features features,
      @Nullable Knot knot,
      LinkedAccountRepository accounts,
      MerchantRepository merchants,
      LinkChecks checks,
      SyncTask.Requests syncs,
      PurchaseRemoval removal,
      Fingerprint fingerprint,
      AuditTrail audit,
      Sql sql,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.features = features;
    this.knot = knot;
    this.accounts = accounts;
    this.merchants = merchants;
    this.checks = checks;
    this.syncs = syncs;
    this.removal = removal;
    this.fingerprint = fingerprint;
    this.audit = audit;
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Begins a linking. Asks the other side, so not for a transaction. */
  KnotSession start(Actor actor, @Nullable String merchantId) {
    Knot from = on();
    if (merchantId != null) {
      Merchant merchant = merchant(merchantId);
      if (merchant == null) {
        throw notFound("There is no such merchant.", "merchantId");
      }
      if (!merchant.canBeLinked()) {
        throw RefusedException.of(
            UserErrorCode.NOT_ALLOWED,
            "Accounts with this merchant cannot be linked.",
            "input",
            "merchantId");
      }
    }
    KnotSession session = asked(from, each -> each.createSession(actor.id()));
    transactions.executeWrite(
        status -> {
          sql.update("DELETE FROM link_session WHERE expires_at <= ?", clock.instant());
          keep(actor, session);
          audit.record(
              actor,
              AuditEvent.of(
                  "Person",
                  actor.id().toString(),
                  AuditAction.LINK,
                  actor.id().toString(),
                  null,
                  Map.of("state", "STARTED")));
          return true;
        });
    return session;
  }

  /** Extends the actor's own session; any other is unknown. */
  KnotSession extend(Actor actor, String token) {
    Knot from = on();
    boolean isOwn =
        token.length() <= LONGEST_TOKEN
            && sql.first(
                    "SELECT person_id FROM link_session"
                        + " WHERE token_hash = ? AND person_id = ? AND expires_at > ?",
                    row -> Rows.uuid(row, "person_id"),
                    hash(token),
                    actor.id(),
                    clock.instant())
                != null;
    if (!isOwn) {
      throw notFound("There is no such session, or it has ended.", "sessionToken");
    }
    KnotSession session = asked(from, each -> each.extendSession(token));
    transactions.executeWrite(
        status -> {
          keep(actor, session);
          return true;
        });
    return session;
  }

  /** Asks for what the actor has linked, before the transaction. */
  List<KnotAccount> linked(Actor actor) {
    return asked(on(), each -> each.accounts(actor.id()));
  }

  /** Takes it over. */
  void takeOver(Actor actor, List<KnotAccount> found) {
    checks.takeOver(actor, actor.id(), found, null);
  }

  /** Has an account read soon. */
  LinkedAccount sync(Actor actor, UUID accountId) {
    on();
    LinkedAccount account = own(actor, accountId);
    if (account.status() != LinkStatus.CONNECTED) {
      throw new RefusedException(
          List.of(
              new UserError(
                  UserErrorCode.ILLEGAL_TRANSITION,
                  "The account is not connected: link it again.",
                  List.of("input", "linkedAccountId"),
                  account.version(),
                  account.status().name())));
    }
    syncs.request(account.id());
    return own(actor, accountId);
  }

  /** Tells the other side, before the transaction, where there is something to be told. */
  boolean tellUnlinked(Actor actor, UUID accountId, @Nullable Integer expectedVersion) {
    LinkedAccount account = own(actor, accountId);
    requireVersion(account, expectedVersion);
    if (account.origin() == PurchaseOrigin.LINK && account.status() != LinkStatus.DISCONNECTED) {
      asked(
          on(),
          each -> {
            each.unlink(actor.id(), account.merchantId());
            return true;
          });
    }
    return true;
  }

  /** Ends a link, and removes what was bought if that is wanted. */
  LinkedAccount unlink(
      Actor actor, UUID accountId, boolean removesPurchases, @Nullable Integer expectedVersion) {
    LinkedAccount named = own(actor, accountId);
    LinkedAccount account = accounts.lock(actor.id(), named.merchantId());
    if (account == null) {
      throw notFound("There is no such account.", "linkedAccountId");
    }
    requireVersion(account, expectedVersion);
    accounts.disconnect(account.id(), removesPurchases, clock.instant());
    int removed = removesPurchases ? removal.removeAll(actor.id(), account.merchantId()) : 0;
    audit.record(
        actor,
        AuditEvent.of(
            "LinkedAccount",
            account.id().toString(),
            AuditAction.UNLINK,
            actor.id().toString(),
            Map.of("status", account.status()),
            Map.of("status", LinkStatus.DISCONNECTED, "removedPurchases", removed)));
    return own(actor, accountId);
  }

  private static void requireVersion(LinkedAccount account, @Nullable Integer expected) {
    if (expected != null && expected != account.version()) {
      throw new RefusedException(
          List.of(
              new UserError(
                  UserErrorCode.STALE_VERSION,
                  "The account has changed since.",
                  List.of("input", "expectedVersion"),
                  account.version(),
                  account.status().name())));
    }
  }

  private LinkedAccount own(Actor actor, UUID accountId) {
    LinkedAccount account = accounts.find(actor.id(), accountId);
    if (account == null) {
      throw notFound("There is no such account.", "linkedAccountId");
    }
    return account;
  }

  private @Nullable Merchant merchant(String id) {
    return id.matches("[0-9]{1,9}")
        ? merchants.byIds(List.of(Integer.parseInt(id))).get(Integer.parseInt(id))
        : null;
  }

  private void keep(Actor actor, KnotSession session) {
    Instant until = session.expiresAt();
    sql.update(
        """
        INSERT INTO link_session (token_hash, person_id, expires_at) VALUES (?, ?, ?)
        ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at
        """,
        hash(session.token()),
        actor.id(),
        until);
  }

  private byte[] hash(String token) {
    return fingerprint.of(token.getBytes(StandardCharsets.UTF_8));
  }

  private Knot on() {
    if (knot == null || !features.isKnotOn()) {
      throw RefusedException.of(
          UserErrorCode.FEATURE_OFF,
          "Linked accounts are switched off on this server: import files of orders instead.",
          "input");
    }
    return knot;
  }

  /** An outage of the other side is nothing that a person could mend in the input. */
  private static <T> T asked(Knot from, Function<Knot, T> question) {
    try {
      return question.apply(from);
    } catch (KnotFault fault) {
      throw new RequestError(
          RequestErrorCode.UNAVAILABLE,
          "The service that links accounts does not answer: try again later.");
    }
  }

  private static RefusedException notFound(String message, String field) {
    return RefusedException.of(UserErrorCode.NOT_FOUND, message, "input", field);
  }
}
