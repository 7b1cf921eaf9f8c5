package app.countersign.bill;

import app.countersign.money.MoneyInput;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bill to record or to propose; the schema says what each field means. */
public record RecordBillInput(
    UUID chatId,
    String title,
    UUID payerId,
    List<UUID> memberIds,
    Amount amount,
    Rule rule,
    @Nullable Boolean isProposal,
    @Nullable String idempotencyKey) {

  /** What is shared: one of these is there. */
  public record Amount(
      @Nullable MoneyInput typed,
      @Nullable Items items,
      @Nullable UUID purchaseId,
      @Nullable UUID bankTransactionId) {}

  /** What a bill is made of. */
  public record Items(List<Item> items, @Nullable Charges charges) {}

  /** An item. */
  public record Item(@Nullable String name, MoneyInput amount) {}

  /** What a bill has besides its items. */
  public record Charges(
      @Nullable MoneyInput tax,
      @Nullable MoneyInput tip,
      @Nullable MoneyInput fee,
      @Nullable MoneyInput shipping,
      @Nullable MoneyInput discount) {}

  /** By what it is shared: one of these is there. */
  public record Rule(
      @Nullable Boolean equal,
      @Nullable List<Weight> byWeight,
      @Nullable List<ItemTakers> byItem) {}

  /** How much a member weighs. */
  public record Weight(UUID memberId, BigDecimal weight) {}

  /** Who took an item. */
  public record ItemTakers(int item, List<Taker> takers) {}

  /** A member who took of an item. */
  public record Taker(UUID memberId, @Nullable BigDecimal shares) {}
}
