package app.countersign.ledger;

import app.countersign.money.Money;

/** What accounts hold together; debts are not added to assets. */
public record Balances(Money assets, Money debts) {}
