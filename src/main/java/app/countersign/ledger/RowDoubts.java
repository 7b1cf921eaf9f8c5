package app.countersign.ledger;

import app.countersign.ledger.ImportWarning.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is doubtful about the rows of one account, one warning for each kind. */
final class RowDoubts {

  private static final Set<String> SENT = Set.of("SEND", "SENT");
  private static final Set<String> RECEIVED = Set.of("RECEIVED");

  private final Map<Kind, ImportWarning> found = new EnumMap<>(Kind.class);

  void note(LedgerTransaction row, Account account, DocumentNode place) {
    if (row.transactedOn() != null && row.postedOn().isBefore(row.transactedOn())) {
      add(Kind.POSTED_BEFORE_TRANSACTED, place);
    }
    if (row.amount().signum() == 0) {
      add(Kind.ZERO_AMOUNT, place);
    }
    if (!row.currency().equals(account.currency())) {
      add(Kind.FOREIGN_CURRENCY, place);
    }
    if (contradicts(row)) {
      add(Kind.SIGN_CONTRADICTS_TEXT, place);
    }
  }

  List<ImportWarning> warnings() {
    return List.copyOf(found.values());
  }

  private void add(Kind kind, DocumentNode place) {
    ImportWarning first = found.get(kind);
    found.put(
        kind,
        first == null
            ? new ImportWarning(kind, place.path(), 1)
            : new ImportWarning(kind, first.path(), first.count() + 1));
  }

  private static boolean contradicts(LedgerTransaction row) {
    var words = BankText.words(row.description());
    if (words.isEmpty()) {
      return false;
    }
    return switch (row.amount().signum()) {
      case 1 -> SENT.contains(words.getFirst());
      case -1 -> RECEIVED.contains(words.getFirst());
      default -> false;
    };
  }
}
