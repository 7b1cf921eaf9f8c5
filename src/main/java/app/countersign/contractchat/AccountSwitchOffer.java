package app.countersign.contractchat;

/** An account number in a question that leads to another contract, as it was written. */
public record AccountSwitchOffer(String accountNumber) {}
