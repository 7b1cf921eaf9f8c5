package app.countersign.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
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
    @Nullable String message) {

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

  static ImportAnswer refused(
      long line, Enum<?> code, @Nullable String reason, @Nullable String path, String message) {
    return new ImportAnswer(
        line,
        null,
        "refused",
        null,
        null,
        code.name(),
        reason == null ? null : reason.toUpperCase(Locale.ROOT),
        path,
        message);
  }

  boolean isRefused() {
    return code != null;
  }
}
