package app.countersign.ledger;

/** What accounts hold together; debts are not added to assets. */
public record Balances(Money assets, Money debts) {}
