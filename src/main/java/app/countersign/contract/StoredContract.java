package app.countersign.contract;

/** A contract after its import, and what the import did. */
public record StoredContract(Contract contract, ImportOutcome outcome) {}
