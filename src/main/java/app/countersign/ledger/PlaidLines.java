package app.countersign.ledger;

import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.web.NdjsonRefusal;
import app.countersign.platform.web.NdjsonWork;
import java.util.List;

/** Bank documents, one in each line. */
record PlaidLines(PlaidDocumentReader reader, Store store)
    implements NdjsonWork<ImportResult, ImportAnswer> {

  /** Stores one document in a transaction of its own. */
  @FunctionalInterface
  interface Store {
    ImportOutcome store(ImportedLedger ledger);
  }

  @Override
  public ImportResult read(String text) {
    return reader.read(text);
  }

  @Override
  public ImportAnswer store(long line, ImportResult result) {
    return switch (result) {
      case ImportResult.Read(ImportedLedger ledger) ->
          ImportAnswer.stored(line, store.store(ledger));
      case ImportResult.Refused refused ->
          refused(
              new NdjsonRefusal(
                  line,
                  UserErrorCode.UNREADABLE_DOCUMENT,
                  refused.reason().name(),
                  List.of(refused.path()),
                  refused.message()));
    };
  }

  @Override
  public ImportAnswer refused(NdjsonRefusal refusal) {
    return ImportAnswer.refused(refusal);
  }
}
