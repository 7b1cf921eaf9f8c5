package app.countersign.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the ledger knows of one user, as the signals read it. Rows come in no order: the
 * database would sort those of many users together.
 *
 * @param accounts with banks
 * @param transactions of those accounts
 * @param purchases what merchants and files of orders tell of; banks may tell of the same
 * @param statedAgeBracket from a stated profile, for example {@code 18-25}; null when never stated
 * @param statedAnnualIncome from a stated profile, per year; null when never stated
 */
public record LedgerSnapshot(
    List<Account> accounts,
    List<Liability> liabilities,
    List<LedgerTransaction> transactions,
    List<LedgerPurchase> purchases,
    @Nullable String statedAgeBracket,
    @Nullable BigDecimal statedAnnualIncome) {

  /** What banks alone say. */
  public LedgerSnapshot(
      List<Account> accounts,
      List<Liability> liabilities,
      List<LedgerTransaction> transactions,
      @Nullable String statedAgeBracket,
      @Nullable BigDecimal statedAnnualIncome) {
    this(accounts, liabilities, transactions, List.of(), statedAgeBracket, statedAnnualIncome);
  }
}
