package app.countersign.bill;

import app.countersign.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was paid for a group, and how it is shared.
 *
 * @param title null once whoever proposed it had everything of theirs erased
 * @param total below zero where money came back
 * @param proposedBy who proposed it, or asked the assistant whose answer proposes it
 * @param answerId the assistant's answer; null when a member proposed it
 * @param recordedBy null while nobody did
 */
public record Bill(
    UUID id,
    UUID chatId,
    UUID payerId,
    @Nullable String title,
    Money total,
    BillRule rule,
    BillSource source,
    @Nullable UUID purchaseId,
    @Nullable UUID bankTransactionId,
    BillStatus status,
    UUID proposedBy,
    @Nullable UUID answerId,
    Instant proposedAt,
    @Nullable UUID recordedBy,
    @Nullable Instant recordedAt,
    int version) {}
