package app.countersign.bill;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which bills. Fields AND together, an empty list matches nothing, null means not filtered. */
public record BillFilter(@Nullable UUID chatId, @Nullable List<BillStatus> status) {
  /** Every bill. */
  public static final BillFilter ALL = new BillFilter(null, null);
}
