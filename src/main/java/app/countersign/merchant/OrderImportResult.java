package app.countersign.merchant;

import java.util.List;

/**
 * What came in with one file.
 *
 * @param wasAlreadyImported this very file came in before, and nothing was changed
 * @param orderCount orders in the file
 * @param lineCount their lines
 * @param addedCount purchases that were new
 * @param changedCount purchases that were there and are different now
 * @param accountCount accounts in a bank document
 * @param transactionCount their rows
 */
public record OrderImportResult(
    boolean wasAlreadyImported,
    int orderCount,
    int lineCount,
    int addedCount,
    int changedCount,
    int accountCount,
    int transactionCount,
    List<String> warnings) {
  /** Copies the list. */
  public OrderImportResult {
    warnings = List.copyOf(warnings);
  }
}
