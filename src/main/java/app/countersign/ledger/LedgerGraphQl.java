package app.countersign.ledger;

import app.countersign.money.Money;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users and their bank data in the schema. */
@Singleton
class LedgerGraphQl implements GraphQlModule {
  private static final int LONGEST_SEARCH = 100;

  private final UserRepository users;
  private final LedgerRepository ledgers;
  private final Consents consents;
  private final BankDataImport imports;

  LedgerGraphQl(
      UserRepository users, LedgerRepository ledgers, Consents consents, BankDataImport imports) {
    this.users = users;
    this.ledgers = ledgers;
    this.consents = consents;
    this.imports = imports;
  }

  /** Whose document, and the document. */
  record ImportPlaidUserInput(
      @Nullable String userId,
      String document,
      @Nullable List<ConsentKind> consents,
      @Nullable String idempotencyKey) {}

  /** What became of it. */
  record ImportPlaidUserPayload(@Nullable ImportOutcome result, List<UserError> userErrors) {}

  /** A consent given or withdrawn. */
  record RecordConsentInput(
      String userId,
      ConsentKind kind,
      boolean granted,
      String textVersion,
      @Nullable String idempotencyKey) {}

  /** The user after it. */
  record ConsentPayload(@Nullable User user, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wiring.nullableQuery(
        "user", call -> users.byIds(List.of(call.text("id"))).get(call.text("id")));
    wiring.query("users", this::page);
    wiring.textNodes("User", User.class, Role.ANALYST, users::byIds);
    wiring.mutation(
        "importPlaidUser",
        ImportPlaidUserInput.class,
        ImportPlaidUserPayload.class,
        this::importPlaidUser,
        errors -> new ImportPlaidUserPayload(null, errors));
    wiring.mutation(
        "recordConsent",
        RecordConsentInput.class,
        ConsentPayload.class,
        this::recordConsent,
        errors -> new ConsentPayload(null, errors));
  }

  private void wireTypes(Wiring wiring) {
    wiring
        .type("User", User.class)
        .batched("consents", User::id, consents::all)
        .batchedNullable("balances", User::id, users::balances)
        .batchedConnection(
            "accounts", User::id, (ids, page, call) -> Connection.ofAll(users.accounts(ids, page)));
    wiring
        .type("Account", Account.class)
        .batchedNullable("liability", Account::id, this::liabilities)
        .batchedConnection(
            "transactions",
            Account::id,
            (ids, page, call) -> Connection.ofAll(users.transactions(ids, page)));
    wiring
        .type("Transaction", LedgerTransaction.class)
        .field("amount", (row, call) -> Money.of(row.amount(), row.currency()));
    wiring
        .type("ImportResult", ImportOutcome.class)
        .batched("user", ImportOutcome::userId, users::byIds);
    wiring.type("Consent", Consent.class);
    wiring.type("Liability", Liability.class);
    wiring.type("Balances", Balances.class);
    wiring.type("Money", Money.class);
  }

  private Connection<User> page(Call call) {
    UserFilter asked = call.argument("filter", UserFilter.class);
    UserFilter filter = asked == null ? new UserFilter(null, null) : asked;
    if (filter.search() != null && filter.search().length() > LONGEST_SEARCH) {
      throw RequestError.badRequest(
          "The search takes at most %d characters.".formatted(LONGEST_SEARCH));
    }
    return Connection.of(users.page(filter, call.page()));
  }

  /** The newest liability of each account. */
  private Map<UUID, Liability> liabilities(Set<UUID> accountIds) {
    return ledgers.liabilities(accountIds).stream()
        .collect(
            Collectors.toMap(Liability::accountId, Function.identity(), (earlier, later) -> later));
  }

  private ImportPlaidUserPayload importPlaidUser(Actor actor, ImportPlaidUserInput input) {
    List<ConsentKind> granted = input.consents() == null ? List.of() : input.consents();
    return new ImportPlaidUserPayload(
        imports.importDocument(actor, input.userId(), input.document(), granted), List.of());
  }

  private ConsentPayload recordConsent(Actor actor, RecordConsentInput input) {
    User user = users.byIds(List.of(input.userId())).get(input.userId());
    if (user == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such user.", "input", "userId");
    }
    consents.record(actor, user.id(), input.kind(), input.granted(), input.textVersion());
    return new ConsentPayload(user, List.of());
  }
}
