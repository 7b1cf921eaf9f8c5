package app.countersign.bill;

import app.countersign.money.Money;
import java.time.Instant;
import java.util.UUID;

/** A payment on a debt, as its creditor said. */
public record Settlement(UUID id, Money amount, Instant settledAt) {}
