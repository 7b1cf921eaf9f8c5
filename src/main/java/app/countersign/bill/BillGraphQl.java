package app.countersign.bill;

import app.countersign.bill.Balances.ChatBalances;
import app.countersign.bill.Balances.ChatSettleUp;
import app.countersign.chat.Chat;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bills, debts and settling up in the schema. */
@Singleton
class BillGraphQl implements GraphQlModule {
  private final BillDesk desk;
  private final SettlementDesk settlements;
  private final BillRepository bills;
  private final BillParts parts;
  private final DebtRepository debts;
  private final Balances balances;
  private final BillRoster roster;

  BillGraphQl(
      BillDesk desk,
      SettlementDesk settlements,
      BillRepository bills,
      BillParts parts,
      DebtRepository debts,
      Balances balances,
      BillRoster roster) {
    this.desk = desk;
    this.settlements = settlements;
    this.bills = bills;
    this.parts = parts;
    this.debts = debts;
    this.balances = balances;
    this.roster = roster;
  }

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wireChat(wiring);
    wireDrawer(wiring);
    wireMutations(wiring);
    wiring
        .query("bills", this::bills)
        .nullableQuery("bill", call -> bills.find(call.actor().id(), call.id("id")))
        .query("debts", this::debts)
        .nullableQuery("balances", this::balances)
        .nullableQuery("settleUp", this::settleUp)
        .nodes("Bill", Bill.class, Role.CUSTOMER, (actor, ids) -> bills.byIds(actor.id(), ids))
        .nodes("Debt", Debt.class, Role.CUSTOMER, (actor, ids) -> debts.byIds(actor.id(), ids));
  }

  private void wireTypes(Wiring wiring) {
    wiring
        .type("Bill", Bill.class)
        .batched("payer", Bill::payerId, roster::people)
        .batched("proposedBy", Bill::proposedBy, roster::people)
        .batchedNullable("recordedBy", Bill::recordedBy, roster::people)
        .batched("shares", Bill::id, parts::shares)
        .batched("items", Bill::id, parts::items)
        .batched("debts", Bill::id, debts::byBill)
        .batched("history", Bill::id, parts::history)
        .batched("viewerCan", Bill::id, (ids, call) -> bills.permissions(call.actor().id(), ids));
    wiring.type("BillMember", BillMember.class);
    wiring.type("BillShare", BillShare.class);
    wiring.type("SharePart", BillShare.Part.class);
    wiring.type("BillItem", BillItem.class);
    wiring
        .type("BillItemTaker", BillItem.Taker.class)
        .batched("member", BillItem.Taker::memberId, roster::people);
    wiring
        .type("BillChange", BillChange.class)
        .batched("changedBy", BillChange::changedById, roster::people);
    wiring.type("BillPermissions", BillPermissions.class);
    wiring
        .type("Debt", Debt.class)
        .batchedNullable("bill", Debt::billId, (ids, call) -> bills.byIds(call.actor().id(), ids))
        .batched("debtor", Debt::debtorId, roster::people)
        .batched("creditor", Debt::creditorId, roster::people)
        .batched("settlements", Debt::id, debts::settlements);
    wiring.type("Settlement", Settlement.class);
    wiring.type("ChatBalances", ChatBalances.class);
    wiring.type("MemberBalance", Balances.MemberBalance.class);
    wiring.type("SettleUp", ChatSettleUp.class);
    wiring.type("SettleUpTransfer", Balances.Transfer.class);
  }

  /** A chat is in hand only of who is a member of it. */
  private void wireChat(Wiring wiring) {
    wiring
        .type("Chat", Chat.class)
        .batchedConnection(
            "bills",
            Chat::id,
            (ids, page, call) -> Connection.ofAll(bills.pagesByChat(ids, call.actor().id(), page)))
        .batched("balances", Chat::id, ids -> balances.of(ids));
  }

  private void wireDrawer(Wiring wiring) {
    wiring
        .type("BillSplit", BillSplit.class)
        .batchedNullable(
            "bill", BillSplit::billId, (ids, call) -> bills.byIds(call.actor().id(), ids));
    wiring.type("SplitPerson", BillSplit.Person.class);
    wiring.type("SplitShare", BillSplit.ShareOf.class);
    wiring.type("SplitBalance", BillSplit.BalanceOf.class);
    wiring.type("SplitTransfer", BillSplit.Transfer.class);
  }

  private void wireMutations(Wiring wiring) {
    for (String verb : List.of("Record", "Countersign", "Discard", "Void")) {
      wiring
          .type(verb + "BillPayload", BillPayload.class)
          .nullable("bill", (payload, call) -> bills.find(call.actor().id(), payload.billId()));
    }
    wiring
        .type("MarkSettledPayload", MarkSettledPayload.class)
        .field("debts", (payload, call) -> paid(payload, call));
    wiring
        .mutation(
            "recordBill",
            RecordBillInput.class,
            BillPayload.class,
            desk::record,
            BillPayload::refused)
        .mutation(
            "countersignBill",
            BillDecisionInput.class,
            BillPayload.class,
            desk::countersign,
            BillPayload::refused)
        .mutation(
            "discardBill",
            BillDecisionInput.class,
            BillPayload.class,
            desk::discard,
            BillPayload::refused)
        .mutation(
            "voidBill",
            BillDecisionInput.class,
            BillPayload.class,
            desk::takeBack,
            BillPayload::refused)
        .mutation(
            "markSettled",
            MarkSettledInput.class,
            MarkSettledPayload.class,
            settlements::markSettled,
            MarkSettledPayload::refused);
  }

  private List<Debt> paid(MarkSettledPayload payload, Call call) {
    Map<UUID, Debt> found = debts.byIds(call.actor().id(), payload.debtIds());
    return payload.debtIds().stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private Connection<Bill> bills(Call call) {
    BillFilter filter = call.argument("filter", BillFilter.class);
    return Connection.of(
        bills.page(call.actor().id(), filter == null ? BillFilter.ALL : filter, call.page()));
  }

  private Connection<Debt> debts(Call call) {
    DebtFilter filter = call.argument("filter", DebtFilter.class);
    return Connection.of(
        debts.page(call.actor().id(), filter == null ? DebtFilter.ALL : filter, call.page()));
  }

  private @Nullable ChatBalances balances(Call call) {
    UUID chatId = call.id("chatId");
    return chatId == null ? null : balances.of(chatId, call.actor().id());
  }

  private @Nullable ChatSettleUp settleUp(Call call) {
    UUID chatId = call.id("chatId");
    return chatId == null ? null : balances.settleUp(chatId, call.actor().id());
  }
}
