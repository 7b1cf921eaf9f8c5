package app.countersign.merchant;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's account with a merchant; one for each merchant.
 *
 * @param origin where its purchases come from; a link as soon as there was one
 * @param statusCheckedAt when the status was read from the other side, or set here
 * @param lastSyncedAt when everything there was had been read; null while it never was
 * @param lastSyncFailure why the last attempt after that failed, one of the reasons of the wire;
 *     null when it did not
 * @param isSyncing whether purchases are being read, or will be soon
 */
public record LinkedAccount(
    UUID id,
    UUID personId,
    int merchantId,
    PurchaseOrigin origin,
    LinkStatus status,
    Instant createdAt,
    Instant statusCheckedAt,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant lastFailedAt,
    @Nullable String lastSyncFailure,
    boolean isSyncing,
    int version) {}
