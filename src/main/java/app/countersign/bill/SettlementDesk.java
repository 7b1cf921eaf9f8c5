package app.countersign.bill;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.bill.MarkSettledInput.PaidByMember;
import app.countersign.bill.MarkSettledInput.PaidDebt;
import app.countersign.money.Money;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the one who is owed says what was paid. */
@Singleton
class SettlementDesk {
  /** The subject type of everything that happens to a debt. */
  static final String SUBJECT = "Debt";

  private static final int MOST_DEBTS = 100;

  private final DebtRepository debts;
  private final BillRoster roster;
  private final AuditTrail audit;
  private final Clock clock;

  SettlementDesk(DebtRepository debts, BillRoster roster, AuditTrail audit, Clock clock) {
    this.debts = debts;
    this.roster = roster;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is paid on a debt that is held. */
  private record Payment(Debt debt, Money amount) {}

  /** Marks debts settled, in whole or in part; all or nothing. */
  MarkSettledPayload markSettled(Actor actor, MarkSettledInput input) {
    List<Payment> payments =
        input.paid().debts() != null
            ? ofDebts(actor, input.paid().debts())
            : ofMember(actor, Objects.requireNonNull(input.paid().member()));
    Instant now = clock.instant();
    payments.forEach(payment -> debts.pay(payment.debt(), payment.amount(), now));
    audit.recordAll(actor, payments.stream().map(SettlementDesk::event).toList());
    return MarkSettledPayload.of(payments.stream().map(payment -> payment.debt().id()).toList());
  }

  private List<Payment> ofDebts(Actor actor, List<PaidDebt> inputs) {
    if (inputs.isEmpty() || inputs.size() > MOST_DEBTS) {
      throw new RefusedException(
          List.of(invalid("Between 1 and %d debts.".formatted(MOST_DEBTS), List.of())));
    }
    List<UUID> ids = inputs.stream().map(PaidDebt::debtId).toList();
    Set<UUID> seen = debts.byIds(actor.id(), ids).keySet();
    Map<UUID, Debt> held = new HashMap<>();
    debts.held(seen).forEach(debt -> held.put(debt.id(), debt));
    List<Payment> payments = new ArrayList<>();
    List<UserError> errors = new ArrayList<>();
    Set<UUID> once = new HashSet<>();
    for (int place = 0; place < inputs.size(); place++) {
      PaidDebt input = inputs.get(place);
      Debt debt = held.get(input.debtId());
      UserError error = error(actor, input, debt, once, String.valueOf(place));
      if (error != null) {
        errors.add(error);
      } else if (debt != null) {
        Money open = debt.open();
        payments.add(new Payment(debt, input.amount() == null ? open : input.amount().money()));
      }
    }
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
    return payments;
  }

  private static @Nullable UserError error(
      Actor actor, PaidDebt input, @Nullable Debt debt, Set<UUID> once, String place) {
    List<String> path = List.of(place, "debtId");
    if (debt == null) {
      return error(UserErrorCode.NOT_FOUND, "There is no such debt.", path);
    }
    if (!once.add(debt.id())) {
      return invalid("This debt is named twice.", path);
    }
    if (!debt.creditorId().equals(actor.id())) {
      return error(UserErrorCode.NOT_ALLOWED, "Only the one who is owed may say so.", path);
    }
    if (debt.status() != DebtStatus.OPEN) {
      return error(UserErrorCode.ILLEGAL_TRANSITION, "Nothing is open on this debt.", path)
          .at(debt.version(), debt.status().name());
    }
    if (input.expectedVersion() != null && input.expectedVersion() != debt.version()) {
      return error(
              UserErrorCode.STALE_VERSION,
              "The debt has moved on since it was read: read it again.",
              List.of(place, "expectedVersion"))
          .at(debt.version(), debt.status().name());
    }
    return input.amount() == null ? null : amountError(input, debt, place);
  }

  private static @Nullable UserError amountError(PaidDebt input, Debt debt, String place) {
    Money paid =
        AmountInputs.positive(
            Objects.requireNonNull(input.amount()), "paid", "debts", place, "amount");
    if (!paid.currency().equals(debt.amount().currency())) {
      return invalid(
          "The debt is in %s, and amounts are never converted.".formatted(debt.open().currency()),
          List.of(place, "amount", "currency"));
    }
    return paid.amount().compareTo(debt.open().amount()) > 0
        ? invalid(
                "Only %s %s is left of this debt."
                    .formatted(debt.open().amount(), debt.open().currency()),
                List.of(place, "amount", "amount"))
            .at(debt.version(), debt.status().name())
        : null;
  }

  private List<Payment> ofMember(Actor actor, PaidByMember input) {
    Money paid = AmountInputs.positive(input.amount(), "paid", "member", "amount");
    List<Debt> open =
        debts.heldOpen(input.chatId(), input.debtorId(), actor.id(), paid.currency()).stream()
            .sorted(Comparator.comparing(Debt::createdAt).thenComparing(Debt::id))
            .toList();
    if (open.isEmpty() && roster.of(input.chatId(), actor.id()) == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such chat.", "input", "paid", "member", "chatId");
    }
    BigDecimal left = paid.amount();
    List<Payment> payments = new ArrayList<>();
    for (Debt debt : open) {
      BigDecimal part = left.min(debt.open().amount());
      if (part.signum() > 0) {
        payments.add(new Payment(debt, Money.of(part, paid.currency())));
        left = left.subtract(part);
      }
    }
    if (left.signum() > 0) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "Only %s %s is open.".formatted(paid.amount().subtract(left), paid.currency()),
          "input",
          "paid",
          "member",
          "amount",
          "amount");
    }
    return payments;
  }

  private static UserError invalid(String message, List<String> place) {
    return error(UserErrorCode.INVALID_INPUT, message, place);
  }

  private static UserError error(UserErrorCode code, String message, List<String> place) {
    List<String> path = new ArrayList<>(List.of("input", "paid", "debts"));
    path.addAll(place);
    return new UserError(code, message, path, null, null);
  }

  private static AuditEvent event(Payment payment) {
    Debt debt = payment.debt();
    boolean isWhole = payment.amount().equals(debt.open());
    return AuditEvent.of(
        SUBJECT,
        debt.id().toString(),
        AuditAction.SETTLE,
        null,
        Map.of("status", debt.status(), "version", debt.version()),
        Map.of(
            "status",
            isWhole ? DebtStatus.SETTLED : DebtStatus.OPEN,
            "version",
            debt.version() + 1,
            "billId",
            debt.billId()));
  }
}
