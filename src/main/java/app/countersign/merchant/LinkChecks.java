package app.countersign.merchant;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.knot.KnotAccount;
import app.countersign.platform.access.Actor;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes over what the other side says of a person's links. */
@Singleton
class LinkChecks {
  private final LinkedAccountRepository accounts;
  private final MerchantRepository merchants;
  private final SyncTask.Requests syncs;
  private final AuditTrail audit;
  private final Clock clock;

  LinkChecks(
      LinkedAccountRepository accounts,
      MerchantRepository merchants,
      SyncTask.Requests syncs,
      AuditTrail audit,
      Clock clock) {
    this.accounts = accounts;
    this.merchants = merchants;
    this.syncs = syncs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Takes over all of it. What is newly connected is synced; what is not there any more is
   * disconnected.
   *
   * @param loginMerchantId the merchant that was said to want a new sign-in; null for none
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void takeOver(
      Actor actor, UUID personId, List<KnotAccount> found, @Nullable Integer loginMerchantId) {
    Instant now = clock.instant();
    for (KnotAccount link : found) {
      merchants.know(link.merchantId(), link.merchantName());
      LinkedAccount before = accounts.lock(personId, link.merchantId());
      boolean wantsLogin =
          Integer.valueOf(link.merchantId()).equals(loginMerchantId)
              || (before != null && before.status() == LinkStatus.LOGIN_REQUIRED);
      LinkStatus lost = wantsLogin ? LinkStatus.LOGIN_REQUIRED : LinkStatus.DISCONNECTED;
      LinkStatus status = link.isConnected() ? LinkStatus.CONNECTED : lost;
      boolean wasLinked = before != null && before.origin() == PurchaseOrigin.LINK;
      if (wasLinked || link.isConnected()) {
        note(actor, personId, link.merchantId(), before, status, now);
      }
    }
    for (LinkedAccount account : accounts.of(personId)) {
      boolean isThere = found.stream().anyMatch(link -> link.merchantId() == account.merchantId());
      if (!isThere
          && account.origin() == PurchaseOrigin.LINK
          && account.status() != LinkStatus.DISCONNECTED) {
        note(actor, personId, account.merchantId(), account, LinkStatus.DISCONNECTED, now);
      }
    }
  }

  private void note(
      Actor actor,
      UUID personId,
      int merchantId,
      @Nullable LinkedAccount before,
      LinkStatus status,
      Instant now) {
    LinkedAccount account =
        before == null
            ? accounts.make(personId, merchantId, PurchaseOrigin.LINK, status, now)
            : before;
    accounts.check(account.id(), status, now);
    if (before != null && before.status() == status) {
      return;
    }
    audit.record(
        actor,
        AuditEvent.of(
            "LinkedAccount",
            account.id().toString(),
            status == LinkStatus.CONNECTED ? AuditAction.LINK : AuditAction.UPDATE,
            personId.toString(),
            before == null ? null : Map.of("status", before.status()),
            Map.of("status", status)));
    if (status == LinkStatus.CONNECTED) {
      syncs.request(account.id());
    }
  }
}
