package app.countersign.bill;

import app.countersign.split.Split;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bill that is not stored yet.
 *
 * @param split its members are the ids of people, as text
 * @param answerId the assistant's answer that proposes it; null when a member does
 */
record NewBill(
    UUID id,
    UUID chatId,
    UUID payerId,
    String title,
    BillRule rule,
    BillAmount amount,
    Split split,
    List<BillItem> items,
    @Nullable UUID answerId) {}
