package app.countersign.signal;

import app.countersign.ledger.LedgerSnapshot;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes the behaviour signals of a user from the ledger. Pure: the same ledger, window and day
 * give the same answer, in whatever order the rows come; how long it took is for the caller to
 * measure. Rows posted after the day are invisible and balances are rolled back by them.
 *
 * <p>A window of N days is [asOf − N + 1, asOf] in posted dates. Every value is exact until it is
 * rounded, once, half up, to two decimals.
 */
@Singleton
public final class SignalCalculator {
  private static final int CATEGORIES = 5;

  /** The signals of one window. A user without any data gets {@link UserSignals#NONE}. */
  public SignalResult compute(LedgerSnapshot ledger, SignalWindow window, LocalDate asOf) {
    return compute(LedgerView.of(ledger, asOf), window);
  }

  /** The signals of every window, reading the ledger once. */
  public Map<SignalWindow, SignalResult> computeAll(LedgerSnapshot ledger, LocalDate asOf) {
    var view = LedgerView.of(ledger, asOf);
    Map<SignalWindow, SignalResult> results = new EnumMap<>(SignalWindow.class);
    for (var window : SignalWindow.values()) {
      results.put(window, compute(view, window));
    }
    return Collections.unmodifiableMap(results);
  }

  static SignalResult compute(LedgerView view, SignalWindow window) {
    var totals = WindowTotals.of(view, window);
    var expenses = view.expenses();
    List<String> failures = new ArrayList<>();
    var signals =
        new UserSignals(
            attempt("subscriptions", failures, () -> SubscriptionDetector.detect(view, totals)),
            attempt("savings", failures, () -> SavingsDetector.detect(view, totals, expenses)),
            attempt("credit", failures, view::credit),
            attempt("income", failures, () -> IncomeDetector.detect(view, totals, expenses)),
            attempt("lifeStage", failures, () -> LifeStageDetector.detect(view, totals)));
    var warnings = new ArrayList<>(view.warnings(signals.credit()));
    warnings.addAll(failures);
    var score =
        Ratio.of(BigDecimal.valueOf(CATEGORIES - (long) failures.size()), CATEGORIES).rounded();
    var quality = new DataQuality(score, MissingFields.of(signals), List.copyOf(warnings));
    return new SignalResult(signals.equals(UserSignals.NONE) ? UserSignals.NONE : signals, quality);
  }

  /** One category's numbers must not cost the user the other four. Anything else is a bug. */
  private static <T> @Nullable T attempt(
      String category, List<String> failures, Supplier<@Nullable T> detector) {
    try {
      return detector.get();
    } catch (ArithmeticException beyondDecimals) {
      failures.add("The numbers of %s exceed decimal arithmetic.".formatted(category));
      return null;
    }
  }
}
