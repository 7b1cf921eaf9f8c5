package app.countersign.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bank document, read and classified, ready to be stored. Liabilities and transactions point to
 * the accounts by their ids; transactions stand in document order, exact duplicates included.
 *
 * @param contentHash SHA-256 of the document's canonical form, 64 lower case hex digits: equal for
 *     documents that differ only in white space, key order or the way a number is written
 */
public record ImportedLedger(
    Holder holder,
    @Nullable StatedProfile profile,
    List<Account> accounts,
    List<Liability> liabilities,
    List<LedgerTransaction> transactions,
    List<ImportWarning> warnings,
    String contentHash) {

  /** Who holds the accounts: the first name and the first e-mail address the document states. */
  public record Holder(@Nullable String name, @Nullable String email) {}

  /**
   * What the user said of themselves; every part may be missing.
   *
   * @param ageBracket such as {@code 18-25} or {@code 66+}
   * @param annualIncome per year, never negative
   */
  public record StatedProfile(
      @Nullable String userId,
      @Nullable String name,
      @Nullable String email,
      @Nullable String ageBracket,
      @Nullable BigDecimal annualIncome,
      @Nullable String region) {}
}
