package app.countersign.card;

import app.countersign.money.MoneyInput;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to change of a card: null stays as it is, empty is taken away. */
record UpdateCardInput(
    UUID cardId,
    @Nullable Optional<String> nickname,
    @Nullable Optional<String> lastFour,
    @Nullable Optional<MoneyInput> creditLimit,
    @Nullable Optional<LocalDate> openedOn,
    @Nullable Optional<UUID> accountId,
    @Nullable Integer expectedVersion,
    @Nullable String idempotencyKey) {}
