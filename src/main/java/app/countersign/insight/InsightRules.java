package app.countersign.insight;

import app.countersign.ledger.LedgerSnapshot;
import app.countersign.signal.CurrencyBook;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rules over a ledger. Pure: the same ledger and day find the same. They look at the newest day
 * there are rows of, for days that nobody has data of yet would look like days without spending.
 */
final class InsightRules {
  /** Data older than this say what was, no longer how things stand. */
  static final int CURRENT_DAYS = 45;

  private static final List<Function<CurrencyBasis, List<Finding>>> RULES =
      List.of(
          TopRules::find,
          ChangeRule::find,
          SubscriptionRules::find,
          LargestOrderRule::find,
          WarningRules::find,
          GoodNewsRules::find);

  private InsightRules() {}

  /**
   * A ledger as the rules read it.
   *
   * @param dataAsOf the newest day with a row
   * @param bases one for each currency
   */
  record Basis(LocalDate dataAsOf, List<CurrencyBasis> bases) {}

  /** Null where the ledger has no row up to the day: nothing can be found then. */
  static @Nullable Basis basis(LedgerSnapshot ledger, LocalDate today) {
    LocalDate newest = CurrencyBook.newestDay(ledger, today);
    if (newest == null) {
      return null;
    }
    boolean isCurrent = !newest.isBefore(today.minusDays(CURRENT_DAYS));
    return new Basis(
        newest,
        CurrencyBook.of(ledger, newest).stream()
            .map(book -> new CurrencyBasis(book, isCurrent))
            .toList());
  }

  static List<Finding> find(Basis basis) {
    return basis.bases().stream().flatMap(InsightRules::find).toList();
  }

  private static Stream<Finding> find(CurrencyBasis basis) {
    return RULES.stream().flatMap(rule -> rule.apply(basis).stream());
  }
}
