package app.countersign.bill;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which debts. Fields AND together, an empty list matches nothing, null means not filtered. */
public record DebtFilter(
    @Nullable UUID chatId,
    @Nullable List<DebtStatus> status,
    @Nullable UUID debtorId,
    @Nullable UUID creditorId,
    @Nullable String currency) {
  /** Every debt. */
  public static final DebtFilter ALL = new DebtFilter(null, null, null, null, null);
}
