package app.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is measured.
 *
 * @param contracts how many contracts there are; at least 100,000
 * @param warmUp how long everything is called before anything is measured
 * @param samples how often a fast operation is measured
 * @param clients how many callers there are at once where there are several
 * @param results the file that the figures are written to
 * @param log the file that the server's own log goes to
 */
record Options(int contracts, Duration warmUp, int samples, int clients, Path results, Path log) {
  private static final int FEWEST_CONTRACTS = 100_000;
  private static final int MOST_SAMPLES = 3_000;
  private static final Set<String> NAMES =
      Set.of("contracts", "warm-up-seconds", "samples", "clients", "results", "log");

  Options {
    if (contracts < FEWEST_CONTRACTS || samples < 1 || samples > MOST_SAMPLES || clients < 1) {
      throw new IllegalArgumentException(
          "at least %d contracts, 1 to %d samples, at least 1 client"
              .formatted(FEWEST_CONTRACTS, MOST_SAMPLES));
    }
  }

  /** Reads {@code name=value} arguments. */
  static Options of(String[] arguments) {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(
                Collectors.toMap(parts -> parts[0], parts -> parts.length < 2 ? "" : parts[1]));
    if (!NAMES.containsAll(given.keySet())) {
      throw new IllegalArgumentException("name=value, of " + NAMES);
    }
    return new Options(
        Integer.parseInt(given.getOrDefault("contracts", "200000")),
        Duration.ofSeconds(Integer.parseInt(given.getOrDefault("warm-up-seconds", "45"))),
        Integer.parseInt(given.getOrDefault("samples", "2000")),
        Integer.parseInt(given.getOrDefault("clients", "4")),
        Path.of(given.getOrDefault("results", "bench/results/contracts.json")),
        Path.of(given.getOrDefault("log", "bench/results/contracts.log")));
  }
}
