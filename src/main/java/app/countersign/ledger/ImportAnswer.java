package app.countersign.ledger;

import app.countersign.platform.web.NdjsonAnswer;
import app.countersign.platform.web.NdjsonRefusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of a stream of documents; parts that do not apply are left out.
 *
 * @param line its place in the stream, from 1
 * @param code why it was refused; one of the codes of the schema
 * @param reason what is wrong with the document, more closely than the code
 * @param path where in the document
 * @param message for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportAnswer(
    long line,
    @Nullable String userId,
    String status,
    @Nullable Integer accounts,
    @Nullable Integer transactions,
    @Nullable String code,
    @Nullable String reason,
    @Nullable String path,
    @Nullable String message)
    implements NdjsonAnswer {

  static ImportAnswer stored(long line, ImportOutcome outcome) {
    return new ImportAnswer(
        line,
        outcome.userId(),
        outcome.wasAlreadyImported() ? "unchanged" : "imported",
        outcome.accountCount(),
        outcome.transactionCount(),
        null,
        null,
        null,
        null);
  }

  static ImportAnswer refused(NdjsonRefusal refusal) {
    return new ImportAnswer(
        refusal.line(),
        null,
        "refused",
        null,
        null,
        refusal.code().name(),
        refusal.reason(),
        refusal.path().isEmpty() ? null : refusal.path().getLast(),
        refusal.message());
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(status, 1L, "transactions", transactions == null ? 0L : transactions);
  }

  boolean isRefused() {
    return code != null;
  }
}
