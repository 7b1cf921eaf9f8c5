package app.countersign.contract;

import app.countersign.platform.web.NdjsonAnswer;
import app.countersign.platform.web.NdjsonRefusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of a stream of contracts; parts that do not apply are left out.
 *
 * @param line its place in the stream, from 1
 * @param status {@code created}, {@code updated}, {@code unchanged} or {@code refused}
 * @param version of the contract now
 * @param documentVersion of its text in force; 0 before the first
 * @param code why it was refused; one of the codes of the schema
 * @param path the field that is at fault, for example {@code loan.amount}
 * @param message for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContractImportAnswer(
    long line,
    @Nullable String contractId,
    String status,
    @Nullable Integer version,
    @Nullable Integer documentVersion,
    @Nullable String code,
    @Nullable String path,
    @Nullable String message)
    implements NdjsonAnswer {

  static ContractImportAnswer stored(long line, StoredContract stored) {
    Contract contract = stored.contract();
    return new ContractImportAnswer(
        line,
        contract.id(),
        stored.outcome().name().toLowerCase(Locale.ROOT),
        contract.version(),
        contract.documentVersion(),
        null,
        null,
        null);
  }

  static ContractImportAnswer refused(NdjsonRefusal refusal) {
    return new ContractImportAnswer(
        refusal.line(),
        null,
        "refused",
        null,
        null,
        refusal.code().name(),
        path(refusal),
        refusal.message());
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(status, 1L);
  }

  /** A line is what a mutation calls its input. */
  private static @Nullable String path(NdjsonRefusal refusal) {
    if (refusal.path().isEmpty()) {
      return null;
    }
    String path = String.join(".", refusal.path());
    return path.startsWith("input.") ? path.substring("input.".length()) : path;
  }
}
