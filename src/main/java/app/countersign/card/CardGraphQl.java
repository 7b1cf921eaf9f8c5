package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cards in the schema. */
@Singleton
class CardGraphQl implements GraphQlModule {
  private static final int MOST_CATEGORIES = 40;
  private static final int MOST_DIGITS = 12;
  private static final int LONGEST_MERCHANT = 100;

  private final CustomerCards cards;
  private final CardCatalogue catalogue;
  private final CataloguePages pages;
  private final CardBalances balances;
  private final CapUses capUses;
  private final CardAdvisor advisor;
  private final PurchaseReading reading;
  private final Clock clock;

  CardGraphQl(
      CustomerCards cards,
      CardCatalogue catalogue,
      CataloguePages pages,
      CardBalances balances,
      CapUses capUses,
      CardAdvisor advisor,
      PurchaseReading reading,
      Clock clock) {
    this.cards = cards;
    this.catalogue = catalogue;
    this.pages = pages;
    this.balances = balances;
    this.capUses = capUses;
    this.advisor = advisor;
    this.reading = reading;
    this.clock = clock;
  }

  record CategorySpending(TransactionCategory category, BigDecimal amount) {}

  record RemoveCardInput(
      UUID cardId, @Nullable Integer expectedVersion, @Nullable String idempotencyKey) {}

  record RemoveCardPayload(@Nullable UUID cardId, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("CardProduct", CardProduct.class)
        .field("annualFee", (product, call) -> product.fee())
        .field("annualReward", CardGraphQl::annualReward);
    wiring
        .type("Card", Card.class)
        .nullable("product", (card, call) -> catalogue.product(card.productId()))
        .batchedNullable("creditLimit", card -> card, keys -> money(keys, CardBalance::limit))
        .batchedNullable("balance", card -> card, keys -> money(keys, CardBalance::owed))
        .batchedNullable("utilizationPct", card -> card, this::utilization)
        .batched("capUses", card -> card, this::capUses);
    wiring.type("AnnualReward", AnnualReward.class);
    wiring.type("CapUse", CapUse.class);
    wiring.type("CardAdvice", CardAdvice.class);
    wiring
        .type("CardOption", CardOption.class)
        .batchedNullable("card", CardOption::cardId, this::visible);
    wiring
        .query("cardCatalogue", call -> Connection.of(pages.page(filter(call), call.page())))
        .query("cards", call -> Connection.of(cards.page(call.actor().id(), call.page())))
        .query("cardAdvice", this::advice)
        .nodes("Card", Card.class, Role.CUSTOMER, (actor, ids) -> cards.byIds(actor.id(), ids))
        .mutation(
            "addCard",
            AddCardInput.class,
            CardPayload.class,
            (actor, input) -> CardPayload.done(cards.add(actor, input)),
            CardPayload::refused)
        .mutation(
            "updateCard",
            UpdateCardInput.class,
            CardPayload.class,
            (actor, input) -> CardPayload.done(cards.update(actor, input)),
            CardPayload::refused)
        .mutation(
            "removeCard",
            RemoveCardInput.class,
            RemoveCardPayload.class,
            (actor, input) ->
                new RemoveCardPayload(
                    cards.remove(actor, input.cardId(), input.expectedVersion()).id(), List.of()),
            errors -> new RemoveCardPayload(null, errors));
  }

  private Map<UUID, Card> visible(Set<UUID> ids, Call call) {
    return cards.byIds(call.actor().id(), ids);
  }

  private Map<Card, Money> money(Set<Card> keys, Function<CardBalance, @Nullable Money> part) {
    Map<Card, Money> known = new HashMap<>();
    balances
        .of(keys)
        .forEach(
            (card, balance) -> {
              Money money = part.apply(balance);
              if (money != null) {
                known.put(card, money);
              }
            });
    return known;
  }

  private Map<Card, BigDecimal> utilization(Set<Card> keys) {
    Map<Card, BigDecimal> known = new HashMap<>();
    balances
        .of(keys)
        .forEach(
            (card, balance) -> {
              BigDecimal percent = balance.utilizationPct();
              if (percent != null) {
                known.put(card, percent);
              }
            });
    return known;
  }

  private Map<Card, List<CapUse>> capUses(Set<Card> keys, Call call) {
    ZoneId zone = TimeZones.of(call);
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Map<Card, List<CapUse>> uses = new HashMap<>();
    keys.stream()
        .collect(Collectors.groupingBy(Card::ownerId))
        .forEach(
            (owner, owned) -> {
              Map<UUID, List<CapUse>> found = capUses.of(owner, owned, today, zone);
              owned.forEach(card -> uses.put(card, found.getOrDefault(card.id(), List.of())));
            });
    return uses;
  }

  private CardAdvice advice(Call call) {
    Actor actor = call.actor();
    ZoneId zone = TimeZones.of(call);
    TransactionCategory category = call.argument("category", TransactionCategory.class);
    String merchant = call.argument("merchant", String.class);
    if (category != null && merchant != null) {
      throw RequestError.badRequest("Give 'category' or 'merchant', not both.");
    }
    if (category != null && !CardCatalogueFile.CATEGORIES.contains(category)) {
      throw RequestError.badRequest(
          "Argument 'category': %s is nothing one pays for by card.".formatted(category));
    }
    Money amount = amount(call.argument("amount", MoneyInput.class));
    IntendedPurchase purchase;
    if (merchant == null) {
      purchase = new IntendedPurchase(amount, null, category);
    } else {
      String name = merchant.strip();
      if (name.isEmpty() || name.length() > LONGEST_MERCHANT) {
        throw RequestError.badRequest("Argument 'merchant' has 1 to 100 characters.");
      }
      PurchaseReading.Found found = reading.ofMerchant(name);
      purchase = new IntendedPurchase(amount, found.merchant(), found.category());
    }
    return advisor.advise(actor.id(), purchase, true, clock.instant(), zone);
  }

  private static @Nullable Money amount(@Nullable MoneyInput amount) {
    if (amount == null) {
      return null;
    }
    MoneyInput.Fault fault = amount.fault();
    if (fault != null || amount.amount().signum() == 0) {
      throw RequestError.badRequest(
          "Argument 'amount': %s"
              .formatted(fault == null ? "The amount is above 0." : fault.message()));
    }
    return amount.money();
  }

  private static @Nullable CardProductFilter filter(Call call) {
    return call.argument("filter", CardProductFilter.class);
  }

  private static AnnualReward annualReward(CardProduct product, Call call) {
    List<CategorySpending> spending = call.list("spending", CategorySpending.class);
    if (spending.size() > MOST_CATEGORIES) {
      throw RequestError.badRequest("Argument 'spending' has at most 40 items.");
    }
    Map<TransactionCategory, BigDecimal> byCategory = new EnumMap<>(TransactionCategory.class);
    for (CategorySpending one : spending) {
      BigDecimal amount = one.amount();
      boolean tooLarge = (long) amount.precision() - amount.scale() > MOST_DIGITS;
      if (amount.signum() < 0
          || tooLarge
          || amount.stripTrailingZeros().scale() > Money.digits(product.currency())) {
        throw RequestError.badRequest(
            "Argument 'spending': an amount is from 0, with the digits of " + product.currency());
      }
      if (byCategory.put(one.category(), amount) != null) {
        throw RequestError.badRequest(
            "Argument 'spending': %s is there twice.".formatted(one.category()));
      }
    }
    return CardRewards.annual(product, byCategory);
  }
}
