package app.countersign.merchant;

import app.countersign.knot.KnotAccount;
import app.countersign.knot.KnotFault;
import app.countersign.knot.KnotSession;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Merchants, linked accounts and purchases in the schema; each customer's own only. */
@Singleton
class MerchantGraphQl implements GraphQlModule {
  private static final int LONGEST_SEARCH = 100;
  private static final ActionLimit LINKING = new ActionLimit("linking", 10, 60);
  private static final ActionLimit SYNCING = new ActionLimit("syncing", 6, 60);
  private static final ActionLimit IMPORTS = new ActionLimit("orderImports", 20, 120);

  private final MerchantRepository merchants;
  private final LinkedAccountRepository accounts;
  private final Purchases purchases;
  private final LinkingDesk desk;
  private final OrderImport imports;
  private final Clock clock;

  MerchantGraphQl(
      MerchantRepository merchants,
      LinkedAccountRepository accounts,
      Purchases purchases,
      LinkingDesk desk,
      OrderImport imports,
      Clock clock) {
    this.merchants = merchants;
    this.accounts = accounts;
    this.purchases = purchases;
    this.desk = desk;
    this.imports = imports;
    this.clock = clock;
  }

  /** With which merchant; null for any. */
  record StartLinkingInput(@Nullable String merchantId) {}

  /** Which session. */
  record ExtendLinkingInput(String sessionToken) {}

  /** A session to link in. */
  record LinkingPayload(
      @Nullable String sessionToken, @Nullable Instant expiresAt, List<UserError> userErrors) {
    static LinkingPayload of(KnotSession session) {
      return new LinkingPayload(session.token(), session.expiresAt(), List.of());
    }

    static LinkingPayload refused(List<UserError> errors) {
      return new LinkingPayload(null, null, errors);
    }

    @Override
    public String toString() {
      return "LinkingPayload until " + expiresAt;
    }
  }

  /** Which account. */
  record SyncPurchasesInput(UUID linkedAccountId, @Nullable String idempotencyKey) {}

  /** All of them. */
  record RefreshLinkedAccountsInput(@Nullable String idempotencyKey) {}

  /** What becomes of the purchases of an account that is unlinked. */
  enum UnlinkedPurchases {
    KEEP,
    REMOVE
  }

  /** Which account, and what becomes of its purchases. */
  record UnlinkAccountInput(
      UUID linkedAccountId,
      UnlinkedPurchases purchases,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  /** The account after it. */
  record LinkedAccountPayload(@Nullable LinkedAccount linkedAccount, List<UserError> userErrors) {
    static LinkedAccountPayload refused(List<UserError> errors) {
      return new LinkedAccountPayload(null, errors);
    }
  }

  /** The accounts after it. */
  record RefreshLinkedAccountsPayload(
      List<LinkedAccount> linkedAccounts, List<UserError> userErrors) {}

  /** What came in. */
  record ImportOrdersPayload(@Nullable OrderImportResult result, List<UserError> userErrors) {}

  /** Why, and when. */
  record SyncFailure(KnotFault.Reason reason, Instant at) {}

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wireQueries(wiring);
    wireLinking(wiring);
    wiring
        .mutation(
            "importOrders",
            ImportOrdersInput.class,
            ImportOrdersPayload.class,
            (actor, input) -> new ImportOrdersPayload(imports.take(actor, input), List.of()),
            errors -> new ImportOrdersPayload(null, errors))
        .limit("importOrders", IMPORTS);
  }

  private void wireTypes(Wiring wiring) {
    wiring.type("Merchant", Merchant.class);
    wiring
        .type("LinkedAccount", LinkedAccount.class)
        .batched("merchant", LinkedAccount::merchantId, merchants::byIds)
        .batched("purchaseCount", LinkedAccount::id, accounts::purchaseCounts)
        .field("dataOrigin", (account, call) -> account.origin())
        .nullable("dataAgeSeconds", (account, call) -> age(account))
        .nullable("lastSyncFailure", (account, call) -> failure(account));
    wiring.type("SyncFailure", SyncFailure.class);
    wiring
        .type("Purchase", Purchase.class)
        .batched("merchant", Purchase::merchantId, merchants::byIds)
        .field("dataOrigin", (purchase, call) -> purchase.origin());
    wiring.type("PurchaseLine", PurchaseLine.class);
    wiring.type("PurchasePayment", PurchasePayment.class);
    wiring.type("PurchaseAdjustment", PurchaseAdjustment.class);
    wiring.type("StartLinkingPayload", LinkingPayload.class);
    wiring.type("ExtendLinkingPayload", LinkingPayload.class);
    wiring.type("SyncPurchasesPayload", LinkedAccountPayload.class);
    wiring.type("UnlinkAccountPayload", LinkedAccountPayload.class);
    wiring.type("RefreshLinkedAccountsPayload", RefreshLinkedAccountsPayload.class);
    wiring.type("ImportOrdersPayload", ImportOrdersPayload.class);
    wiring.type("OrderImportResult", OrderImportResult.class);
  }

  private void wireQueries(Wiring wiring) {
    wiring
        .query("merchants", this::merchants)
        .query(
            "linkedAccounts", call -> Connection.of(accounts.page(call.actor().id(), call.page())))
        .query("purchases", this::purchases)
        .nullableQuery("purchase", this::purchase)
        .nodes(
            "LinkedAccount",
            LinkedAccount.class,
            Role.CUSTOMER,
            (actor, ids) -> accounts.byIds(actor.id(), ids))
        .nodes(
            "Purchase",
            Purchase.class,
            Role.CUSTOMER,
            (actor, ids) -> purchases.byIds(actor.id(), ids));
  }

  private void wireLinking(Wiring wiring) {
    wiring
        .anonymousMutation(
            "startLinking",
            StartLinkingInput.class,
            LinkingPayload.class,
            (actor, input) -> LinkingPayload.of(desk.start(signedIn(actor), input.merchantId())),
            LinkingPayload::refused)
        .limit("startLinking", LINKING)
        .anonymousMutation(
            "extendLinking",
            ExtendLinkingInput.class,
            LinkingPayload.class,
            (actor, input) -> LinkingPayload.of(desk.extend(signedIn(actor), input.sessionToken())),
            LinkingPayload::refused)
        .limit("extendLinking", LINKING)
        .mutation(
            "syncPurchases",
            SyncPurchasesInput.class,
            LinkedAccountPayload.class,
            (actor, input) ->
                new LinkedAccountPayload(desk.sync(actor, input.linkedAccountId()), List.of()),
            LinkedAccountPayload::refused)
        .limit("syncPurchases", SYNCING)
        .preparedMutation(
            "refreshLinkedAccounts",
            RefreshLinkedAccountsInput.class,
            RefreshLinkedAccountsPayload.class,
            (actor, input) -> desk.linked(actor),
            this::refresh,
            errors -> new RefreshLinkedAccountsPayload(List.of(), errors))
        .limit("refreshLinkedAccounts", SYNCING)
        .preparedMutation(
            "unlinkAccount",
            UnlinkAccountInput.class,
            LinkedAccountPayload.class,
            (actor, input) ->
                desk.tellUnlinked(actor, input.linkedAccountId(), input.expectedVersion()),
            (actor, input, told) -> unlink(actor, input),
            LinkedAccountPayload::refused);
  }

  private RefreshLinkedAccountsPayload refresh(
      Actor actor, RefreshLinkedAccountsInput input, List<KnotAccount> found) {
    desk.takeOver(actor, found);
    return new RefreshLinkedAccountsPayload(accounts.of(actor.id()), List.of());
  }

  private LinkedAccountPayload unlink(Actor actor, UnlinkAccountInput input) {
    return new LinkedAccountPayload(
        desk.unlink(
            actor,
            input.linkedAccountId(),
            input.purchases() == UnlinkedPurchases.REMOVE,
            input.expectedVersion()),
        List.of());
  }

  private Connection<Merchant> merchants(Call call) {
    String search = call.argument("search", String.class);
    if (search != null && search.length() > LONGEST_SEARCH) {
      throw RequestError.badRequest(
          "The search takes at most %d characters.".formatted(LONGEST_SEARCH));
    }
    return Connection.of(merchants.page(search, call.page()));
  }

  private Connection<Purchase> purchases(Call call) {
    PurchaseFilter filter =
        Objects.requireNonNullElse(
            call.argument("filter", PurchaseFilter.class), PurchaseFilter.ALL);
    return Connection.of(
        purchases.page(
            call.actor().id(),
            filter,
            call.require("orderBy", Purchases.Order.class),
            call.page()));
  }

  private @Nullable Purchase purchase(Call call) {
    UUID id = call.id("id");
    return id == null ? null : purchases.find(call.actor().id(), id);
  }

  private @Nullable Integer age(LinkedAccount account) {
    Instant asOf = account.lastSyncedAt();
    return asOf == null
        ? null
        : Math.toIntExact(Math.max(0, Duration.between(asOf, clock.instant()).toSeconds()));
  }

  private static @Nullable SyncFailure failure(LinkedAccount account) {
    String reason = account.lastSyncFailure();
    Instant at = account.lastFailedAt();
    return reason == null || at == null
        ? null
        : new SyncFailure(KnotFault.Reason.valueOf(reason), at);
  }

  /** The schema lets nobody else through. */
  private static Actor signedIn(@Nullable Actor actor) {
    return Objects.requireNonNull(actor);
  }
}
