package app.countersign.split;

import app.countersign.money.Money;

/**
 * What one member owes another.
 *
 * @param amount above zero
 */
public record Debt(String debtor, String creditor, Money amount) {}
