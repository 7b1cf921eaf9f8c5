package app.countersign.bill;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.split.InvalidSplit;
import app.countersign.split.Split;
import app.countersign.split.SplitRule;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where bills are proposed, countersigned, discarded and taken back. */
@Singleton
class BillDesk {
  /** The subject type of everything that happens to a bill. */
  static final String SUBJECT = "Bill";

  private static final int LONGEST_TITLE = 200;
  private static final int MOST_MEMBERS = 200;

  private final BillRepository bills;
  private final BillStore store;
  private final DebtRepository debts;
  private final BillAmounts amounts;
  private final BillRoster roster;
  private final AuditTrail audit;
  private final Clock clock;

  BillDesk(
      BillRepository bills,
      BillStore store,
      DebtRepository debts,
      BillAmounts amounts,
      BillRoster roster,
      AuditTrail audit,
      Clock clock) {
    this.bills = bills;
    this.store = store;
    this.debts = debts;
    this.amounts = amounts;
    this.roster = roster;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A bill that nobody else can change until the transaction ends.
   *
   * @param group its chat; null when the caller is not in it
   */
  private record HeldBill(Bill bill, BillRoster.@Nullable Group group) {}

  /** Records a bill, or proposes one. */
  BillPayload record(Actor actor, RecordBillInput input) {
    String title = title(input.title());
    BillRoster.Group group = roster.held(input.chatId(), actor.id());
    if (group == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such chat.", "input", "chatId");
    }
    if (!group.isGroup()) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT, "Bills are shared in groups.", "input", "chatId");
    }
    requireMembers(group, input);
    BillStatus status =
        Boolean.TRUE.equals(input.isProposal()) ? BillStatus.PROPOSED : BillStatus.RECORDED;
    NewBill bill = composed(actor, input, title);
    store.insert(bill, status, actor.id(), clock.instant());
    put(actor, bill.id(), input.chatId(), null, status, 1);
    return BillPayload.of(bill.id());
  }

  /** Stores what an answer of the assistant proposes, with that answer. */
  @Transactional(propagation = Propagation.MANDATORY)
  void propose(Actor asker, NewBill bill) {
    if (store.insert(bill, BillStatus.PROPOSED, asker.id(), clock.instant())) {
      put(asker, bill.id(), bill.chatId(), null, BillStatus.PROPOSED, 1);
    }
  }

  /** Records a proposed bill. */
  BillPayload countersign(Actor actor, BillDecisionInput input) {
    HeldBill held = held(actor, input);
    Bill bill = held.bill();
    require(permission(actor, bill).countersign(), bill, BillStatus.PROPOSED);
    Split split = store.split(bill);
    requireStillMembers(bill, split, held.group());
    Instant now = clock.instant();
    Bill recorded = moved(actor, input, bill, BillStatus.PROPOSED, BillStatus.RECORDED, now);
    store.insertDebts(bill.id(), bill.chatId(), bill.payerId(), split, now);
    return done(actor, recorded, BillStatus.PROPOSED);
  }

  /** Discards a proposed bill. */
  BillPayload discard(Actor actor, BillDecisionInput input) {
    Bill bill = held(actor, input).bill();
    require(permission(actor, bill).discard(), bill, BillStatus.PROPOSED);
    Instant now = clock.instant();
    Bill discarded = moved(actor, input, bill, BillStatus.PROPOSED, BillStatus.DISCARDED, now);
    return done(actor, discarded, BillStatus.PROPOSED);
  }

  /** Takes a recorded bill back, on whose debts nothing was paid. */
  BillPayload takeBack(Actor actor, BillDecisionInput input) {
    Bill bill = held(actor, input).bill();
    List<Debt> owed = debts.heldOfBill(bill.id());
    require(permission(actor, bill).takeBack(), bill, BillStatus.RECORDED);
    Instant now = clock.instant();
    Bill taken = moved(actor, input, bill, BillStatus.RECORDED, BillStatus.VOIDED, now);
    debts.voidOfBill(bill.id());
    BillPayload payload = done(actor, taken, BillStatus.RECORDED);
    audit.recordAll(actor, owed.stream().map(BillDesk::voided).toList());
    return payload;
  }

  private NewBill composed(Actor actor, RecordBillInput input, String title) {
    try {
      BillAmount amount = amounts.of(actor.id(), input.amount());
      SplitRule rule = BillComposition.rule(input.rule(), amount);
      Split split = BillComposition.split(amount, input.memberIds(), rule);
      return new NewBill(
          Ids.next(),
          input.chatId(),
          input.payerId(),
          title,
          BillComposition.kind(rule),
          amount,
          split,
          BillComposition.items(amount, rule),
          null);
    } catch (InvalidSplit fault) {
      throw SplitFault.refused(fault, input);
    }
  }

  private static String title(String title) {
    String stripped = title.strip();
    if (stripped.isEmpty() || title.codePointCount(0, title.length()) > LONGEST_TITLE) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "A title has 1 to %d characters.".formatted(LONGEST_TITLE),
          "input",
          "title");
    }
    return stripped;
  }

  private static void requireMembers(BillRoster.Group group, RecordBillInput input) {
    List<UserError> errors = new ArrayList<>();
    if (!group.has(input.payerId())) {
      errors.add(noMember("payerId"));
    }
    if (input.memberIds().size() > MOST_MEMBERS) {
      errors.add(
          UserError.of(
              UserErrorCode.INVALID_INPUT,
              "At most %d members can share.".formatted(MOST_MEMBERS),
              "input",
              "memberIds"));
    } else {
      for (int place = 0; place < input.memberIds().size(); place++) {
        if (!group.has(input.memberIds().get(place))) {
          errors.add(noMember("memberIds", String.valueOf(place)));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
  }

  private static UserError noMember(String... place) {
    List<String> path = new ArrayList<>(List.of("input"));
    path.addAll(List.of(place));
    return new UserError(
        UserErrorCode.NOT_FOUND, "There is no such member in this chat.", path, null, null);
  }

  /** The bill as it is once nobody else can change it: its chat is held, then the bill itself. */
  private HeldBill held(Actor actor, BillDecisionInput input) {
    BillRoster.Group group = roster.held(seen(actor, input).chatId(), actor.id());
    store.hold(input.billId());
    return new HeldBill(seen(actor, input), group);
  }

  private Bill seen(Actor actor, BillDecisionInput input) {
    Bill bill = bills.find(actor.id(), input.billId());
    if (bill == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such bill.", "input", "billId");
    }
    return bill;
  }

  private BillPermissions permission(Actor actor, Bill bill) {
    return Objects.requireNonNull(bills.permissions(actor.id(), Set.of(bill.id())).get(bill.id()));
  }

  /** What is wrong with the status is told as such, else what is wrong with the caller. */
  private void require(Allowance allowance, Bill bill, BillStatus needed) {
    if (!allowance.allowed()) {
      UserErrorCode code =
          bill.status() == needed ? UserErrorCode.NOT_ALLOWED : UserErrorCode.ILLEGAL_TRANSITION;
      throw new RefusedException(
          List.of(
              UserError.of(code, String.valueOf(allowance.reason()), "input", "billId")
                  .at(bill.version(), bill.status().name())));
    }
  }

  private static void requireStillMembers(
      Bill bill, Split split, BillRoster.@Nullable Group group) {
    boolean areThere =
        group != null
            && group.has(bill.payerId())
            && split.shares().stream()
                .allMatch(share -> group.has(UUID.fromString(share.member())));
    if (!areThere) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.ILLEGAL_TRANSITION,
                      "Somebody who pays or shares has left the chat: discard it, and propose it"
                          + " anew.",
                      "input",
                      "billId")
                  .at(bill.version(), bill.status().name())));
    }
  }

  private Bill moved(
      Actor actor,
      BillDecisionInput input,
      Bill bill,
      BillStatus from,
      BillStatus to,
      Instant now) {
    Bill moved = store.move(bill.id(), from, to, input.expectedVersion(), actor.id(), now);
    if (moved != null) {
      return moved;
    }
    throw new RefusedException(
        List.of(
            UserError.of(
                    UserErrorCode.STALE_VERSION,
                    "The bill has moved on since it was read: read it again.",
                    "input",
                    "expectedVersion")
                .at(bill.version(), bill.status().name())));
  }

  private BillPayload done(Actor actor, Bill bill, BillStatus before) {
    put(actor, bill.id(), bill.chatId(), before, bill.status(), bill.version());
    return BillPayload.of(bill.id());
  }

  private void put(
      Actor actor,
      UUID billId,
      UUID chatId,
      @Nullable BillStatus before,
      BillStatus after,
      int version) {
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            billId.toString(),
            AuditAction.RECORD,
            null,
            before == null ? null : Map.of("status", before),
            Map.of("status", after, "version", version, "chatId", chatId)));
  }

  private static AuditEvent voided(Debt debt) {
    return AuditEvent.of(
        SettlementDesk.SUBJECT,
        debt.id().toString(),
        AuditAction.RECORD,
        null,
        Map.of("status", debt.status()),
        Map.of("status", DebtStatus.VOIDED, "billId", debt.billId()));
  }
}
