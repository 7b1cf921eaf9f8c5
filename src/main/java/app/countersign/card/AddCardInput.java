package app.countersign.card;

import app.countersign.money.MoneyInput;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A card to be added.
 *
 * @param accountId a current bank account of one's own, of type CREDIT
 */
record AddCardInput(
    String productId,
    @Nullable String nickname,
    @Nullable String lastFour,
    @Nullable MoneyInput creditLimit,
    @Nullable LocalDate openedOn,
    @Nullable UUID accountId,
    @Nullable String idempotencyKey) {}
