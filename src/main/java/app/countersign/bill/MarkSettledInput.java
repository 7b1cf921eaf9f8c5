package app.countersign.bill;

import app.countersign.money.MoneyInput;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was paid to the caller; the schema says what each field means. */
public record MarkSettledInput(Paid paid, @Nullable String idempotencyKey) {

  /** Of which debts: one of these is there. */
  public record Paid(@Nullable List<PaidDebt> debts, @Nullable PaidByMember member) {}

  /** What was paid on a debt; a null amount is all that is left. */
  public record PaidDebt(
      UUID debtId, @Nullable MoneyInput amount, @Nullable Integer expectedVersion) {}

  /** What a member paid. */
  public record PaidByMember(UUID chatId, UUID debtorId, MoneyInput amount) {}
}
