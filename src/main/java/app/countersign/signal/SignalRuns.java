package app.countersign.signal;

import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.Ledgers;
import app.countersign.platform.db.Ids;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes signals from the ledger, keeps them, and finds what was kept. */
@Singleton
public class SignalRuns {
  private static final int NANOS_PER_MICRO = 1_000;

  private final Ledgers ledgers;
  private final SignalRunRepository runs;
  private final Clock clock;

  SignalRuns(Ledgers ledgers, SignalRunRepository runs, Clock clock) {
    this.ledgers = ledgers;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * Computes the signals of users and stores those there are: the statements of reading the ledgers
   * and one more, however many users.
   *
   * @return for each user there is, a reading for each window asked
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<String, Map<SignalWindow, SignalReading>> compute(
      Collection<String> userIds, Set<SignalWindow> windows, LocalDate asOf) {
    Map<String, Map<SignalWindow, SignalReading>> readings = new LinkedHashMap<>();
    List<SignalRun> found = new ArrayList<>();
    ledgers
        .snapshots(userIds)
        .forEach(
            (userId, ledger) -> readings.put(userId, read(userId, ledger, windows, asOf, found)));
    runs.insertAll(found);
    return readings;
  }

  /** The latest stored runs as of a day or earlier, by user; as of any day where it is null. */
  public Map<String, SignalRun> latest(
      Collection<String> userIds, SignalWindow window, @Nullable LocalDate asOf) {
    return runs.latest(userIds, window, asOf).stream()
        .collect(Collectors.toMap(SignalRun::userId, Function.identity()));
  }

  /** Those that exist, by their ids. */
  public Map<UUID, SignalRun> byIds(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : runs.byIds(ids).stream().collect(Collectors.toMap(SignalRun::id, Function.identity()));
  }

  private Map<SignalWindow, SignalReading> read(
      String userId,
      LedgerSnapshot ledger,
      Set<SignalWindow> windows,
      LocalDate asOf,
      List<SignalRun> found) {
    Map<SignalWindow, SignalReading> readings = new EnumMap<>(SignalWindow.class);
    long started = System.nanoTime();
    LedgerView view = LedgerView.of(ledger, asOf);
    // What is prepared for all windows counts in each: a run says what it alone would have taken.
    long preparing = System.nanoTime() - started;
    for (SignalWindow window : windows) {
      started = System.nanoTime();
      SignalResult result = SignalCalculator.compute(view, window);
      long micros = (preparing + System.nanoTime() - started) / NANOS_PER_MICRO;
      Instant now = clock.instant();
      if (result.signals().equals(UserSignals.NONE)) {
        readings.put(window, SignalReading.none(now));
        continue;
      }
      SignalRun run =
          new SignalRun(
              Ids.next(), userId, window, asOf, now, micros, result.signals(), result.quality());
      found.add(run);
      readings.put(window, SignalReading.of(run));
    }
    return readings;
  }
}
