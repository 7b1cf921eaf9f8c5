package app.countersign.card;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.ledger.Account;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.UserAccounts;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cards that people have. Every refusal is a {@link RefusedException}. */
@Singleton
public class CustomerCards {
  private static final String SUBJECT = "Card";

  private final CardRepository cards;
  private final CardCatalogue catalogue;
  private final UserAccounts accounts;
  private final CardConfiguration settings;
  private final AuditTrail audit;
  private final Clock clock;

  CustomerCards(
      CardRepository cards,
      CardCatalogue catalogue,
      UserAccounts accounts,
      CardConfiguration settings,
      AuditTrail audit,
      Clock clock) {
    this.cards = cards;
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /** All of a person's, in the order they were added. */
  public List<Card> of(UUID personId) {
    return cards.all(personId);
  }

  /** Those of a person that there are; a stranger's are absent. */
  public Map<UUID, Card> byIds(UUID personId, Collection<UUID> ids) {
    return cards.byIds(personId, ids);
  }

  Page<Card> page(UUID personId, PageRequest page) {
    return cards.page(personId, page);
  }

  /** Adds a card of the actor's; refuses what is not in the catalogue and accounts of others. */
  @Transactional
  Card add(Actor actor, AddCardInput input) {
    CardProduct product = catalogue.product(input.productId());
    if (product == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "The catalogue has no such product.", "input", "productId");
    }
    CardRules rules = new CardRules();
    String nickname = rules.nickname(input.nickname());
    String lastFour = rules.lastFour(input.lastFour());
    rules.limit(input.creditLimit(), product.currency());
    rules.openedOn(input.openedOn(), today());
    rules.throwIfAny();
    cards.lockOwner(actor.id());
    List<Card> others = cards.all(actor.id());
    if (others.size() >= settings.mostCards()) {
      throw RefusedException.of(
          UserErrorCode.LIMIT_REACHED,
          "There are %d cards, as many as there may be.".formatted(others.size()),
          "input");
    }
    requireAccount(actor, input.accountId(), product.currency(), others);
    Card card =
        new Card(
            Ids.next(),
            actor.id(),
            product.id(),
            nickname,
            lastFour,
            product.currency(),
            amount(input.creditLimit()),
            input.openedOn(),
            input.accountId(),
            1,
            clock.instant());
    cards.insert(card);
    record(actor, AuditAction.ADD, null, card);
    return card;
  }

  /** Changes a card of the actor's. */
  @Transactional
  Card update(Actor actor, UpdateCardInput input) {
    cards.lockOwner(actor.id());
    Card before = require(actor, input.cardId());
    requireVersion(before, input.expectedVersion());
    CardRules rules = new CardRules();
    String nickname = rules.nickname(changed(input.nickname(), before.nickname()));
    String lastFour = rules.lastFour(changed(input.lastFour(), before.lastFour()));
    if (input.creditLimit() != null) {
      rules.limit(input.creditLimit().orElse(null), before.currency());
    }
    LocalDate openedOn = changed(input.openedOn(), before.openedOn());
    rules.openedOn(openedOn, today());
    rules.throwIfAny();
    UUID accountId = changed(input.accountId(), before.accountId());
    if (!Objects.equals(accountId, before.accountId())) {
      requireAccount(actor, accountId, before.currency(), cards.all(actor.id()));
    }
    BigDecimal limit =
        input.creditLimit() == null
            ? before.statedLimit()
            : amount(input.creditLimit().orElse(null));
    Card after =
        new Card(
            before.id(),
            before.ownerId(),
            before.productId(),
            nickname,
            lastFour,
            before.currency(),
            limit,
            openedOn,
            accountId,
            before.version() + 1,
            before.createdAt());
    if (!cards.update(after)) {
      throw new IllegalStateException("a card changed under its owner's lock");
    }
    record(actor, AuditAction.UPDATE, before, after);
    return after;
  }

  /** Removes a card of the actor's for good; answers it as it was. */
  @Transactional
  Card remove(Actor actor, UUID cardId, @Nullable Integer expectedVersion) {
    cards.lockOwner(actor.id());
    Card card = require(actor, cardId);
    requireVersion(card, expectedVersion);
    cards.delete(actor.id(), cardId);
    record(actor, AuditAction.REMOVE, card, null);
    return card;
  }

  private Card require(Actor actor, UUID id) {
    Card card = cards.find(actor.id(), id);
    if (card == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such card.", "input", "cardId");
    }
    return card;
  }

  private static void requireVersion(Card card, @Nullable Integer expected) {
    if (expected != null && expected != card.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The card has changed since it was read.",
                      "input",
                      "expectedVersion")
                  .at(card.version(), null)));
    }
  }

  private void requireAccount(
      Actor actor, @Nullable UUID accountId, String currency, List<Card> others) {
    if (accountId == null) {
      return;
    }
    Account account = accounts.current(actor.id().toString(), List.of(accountId)).get(accountId);
    if (account == null || !account.id().equals(accountId)) {
      throw refusedAccount(UserErrorCode.NOT_FOUND, "There is no such account.");
    }
    if (account.type() != AccountType.CREDIT) {
      throw refusedAccount(UserErrorCode.INVALID_INPUT, "This is not a credit account.");
    }
    if (!account.currency().equals(currency)) {
      throw refusedAccount(
          UserErrorCode.INVALID_INPUT,
          "The card is in %s, the account in %s.".formatted(currency, account.currency()));
    }
    if (others.stream().anyMatch(card -> accountId.equals(card.accountId()))) {
      throw refusedAccount(UserErrorCode.ALREADY_EXISTS, "Another card has this account.");
    }
  }

  private static RefusedException refusedAccount(UserErrorCode code, String message) {
    return RefusedException.of(code, message, "input", "accountId");
  }

  private void record(
      Actor actor, AuditAction action, @Nullable Card before, @Nullable Card after) {
    Card known = Objects.requireNonNull(after == null ? before : after);
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            known.id().toString(),
            action,
            actor.id().toString(),
            before == null ? null : state(before),
            after == null ? null : state(after)));
  }

  private static Map<String, Object> state(Card card) {
    return Map.of(
        "productId", card.productId(),
        "version", card.version(),
        "hasAccount", card.accountId() != null);
  }

  private static <T> @Nullable T changed(@Nullable Optional<T> change, @Nullable T before) {
    return change == null ? before : change.orElse(null);
  }

  private static @Nullable BigDecimal amount(@Nullable MoneyInput limit) {
    return limit == null ? null : limit.money().amount();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
