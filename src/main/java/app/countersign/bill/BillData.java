package app.countersign.bill;

import app.countersign.customer.PersonalData;
import app.countersign.money.Money;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What bills keep of a person. Others' records stay straight after an erasure: shares and debts
 * stay, of somebody without a name; the words that the person wrote on bills go, and those that
 * came from the person's purchases and bank transactions.
 */
@Singleton
@Order(BillData.WHILE_THE_PURCHASES_ARE_THERE)
class BillData implements PersonalData {
  /** Bills are found by the purchases they are of, which other parts erase. */
  static final int WHILE_THE_PURCHASES_ARE_THERE = -50;

  private final BillRepository bills;
  private final BillParts parts;
  private final BillStore store;
  private final DebtRepository debts;

  BillData(BillRepository bills, BillParts parts, BillStore store, DebtRepository debts) {
    this.bills = bills;
    this.parts = parts;
    this.store = store;
    this.debts = debts;
  }

  /** All of it. */
  record Exported(List<OwnBill> bills, List<OwnDebt> debts) {}

  /** A bill that the person proposed, paid or shares; the others' shares are theirs. */
  record OwnBill(
      UUID id,
      UUID chatId,
      @Nullable String title,
      BillStatus status,
      Money total,
      boolean hasPaid,
      boolean hasProposed,
      @Nullable Money share,
      Instant proposedAt) {}

  /** A debt that the person owes or is owed. */
  record OwnDebt(
      UUID id,
      UUID billId,
      boolean isOwed,
      Money amount,
      Money settled,
      DebtStatus status,
      Instant createdAt) {}

  @Override
  public String section() {
    return "bills";
  }

  @Override
  public Object export(UUID personId) {
    List<Bill> own = bills.ofPerson(personId);
    Set<UUID> ids = new LinkedHashSet<>(own.stream().map(Bill::id).toList());
    Map<UUID, List<BillShare>> shares = parts.shares(ids);
    return new Exported(
        own.stream().map(bill -> exported(bill, personId, shares)).toList(),
        debts.ofPerson(personId).stream()
            .map(
                debt ->
                    new OwnDebt(
                        debt.id(),
                        debt.billId(),
                        debt.creditorId().equals(personId),
                        debt.amount(),
                        debt.settled(),
                        debt.status(),
                        debt.createdAt()))
            .toList());
  }

  @Override
  public void erase(UUID personId) {
    store.blankTitles(personId);
  }

  private static OwnBill exported(Bill bill, UUID personId, Map<UUID, List<BillShare>> shares) {
    Money share =
        shares.getOrDefault(bill.id(), List.of()).stream()
            .filter(each -> each.member().personId().equals(personId))
            .map(BillShare::amount)
            .findFirst()
            .orElse(null);
    return new OwnBill(
        bill.id(),
        bill.chatId(),
        bill.title(),
        bill.status(),
        bill.total(),
        bill.payerId().equals(personId),
        bill.proposedBy().equals(personId),
        share,
        bill.proposedAt());
  }
}
