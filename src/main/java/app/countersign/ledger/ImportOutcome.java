package app.countersign.ledger;

import java.util.List;

/** What came in with one document, now or before. */
public record ImportOutcome(
    String userId,
    boolean wasAlreadyImported,
    int accountCount,
    int transactionCount,
    List<String> warnings) {}
