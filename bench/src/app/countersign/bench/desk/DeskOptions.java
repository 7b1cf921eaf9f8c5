package app.countersign.bench.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is measured.
 *
 * @param recommendations how many items there are, about; a multiple of what the demo makes
 * @param users how many users, about
 * @param transactions how many bank transactions, about
 * @param warmUp how long each operation is called before it is measured
 * @param time how long each is measured
 * @param minutes how long the load lasts that memory is watched under
 * @param growTo how many items the queue is grown to, in a copy, to see what a page costs then
 * @param rows which of the rows are measured
 * @param clients how many callers there are at once, and connections of pgbench
 * @param directory where the database is kept, to be used again by the next run of the same size
 * @param results the file that the figures are written to
 * @param log the file that the server's own log goes to
 */
record DeskOptions(
    int recommendations,
    int users,
    int transactions,
    Duration warmUp,
    Duration time,
    Duration minutes,
    int growTo,
    Set<Rows> rows,
    int clients,
    Path directory,
    Path results,
    Path log) {
  /** Rows of the table that belong together. */
  enum Rows {
    DESK,
    PAGES,
    BATCH,
    START,
    HOUR,
    GROWTH
  }

  private static final Set<String> NAMES =
      Set.of(
          "recommendations",
          "users",
          "transactions",
          "warm-up-seconds",
          "seconds",
          "minutes",
          "grow-to",
          "rows",
          "clients",
          "directory",
          "results",
          "log");

  /** Reads {@code name=value} arguments. */
  static DeskOptions of(String[] arguments) {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(
                Collectors.toMap(parts -> parts[0], parts -> parts.length < 2 ? "" : parts[1]));
    if (!NAMES.containsAll(given.keySet())) {
      throw new IllegalArgumentException("name=value, of " + NAMES);
    }
    return new DeskOptions(
        number(given, "recommendations", 200_000),
        number(given, "users", 20_000),
        number(given, "transactions", 5_000_000),
        Duration.ofSeconds(number(given, "warm-up-seconds", 40)),
        Duration.ofSeconds(number(given, "seconds", 20)),
        Duration.ofMinutes(number(given, "minutes", 60)),
        number(given, "grow-to", 5_000_000),
        Arrays.stream(given.getOrDefault("rows", "desk,pages,batch,start").split(","))
            .map(name -> Rows.valueOf(name.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        number(given, "clients", 8),
        Path.of(given.getOrDefault("directory", "target/bench/desk")),
        Path.of(given.getOrDefault("results", "bench/results/run.json")),
        Path.of(given.getOrDefault("log", "bench/results/run.log")));
  }

  private static int number(Map<String, String> given, String name, int usual) {
    int number = Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
    if (number < 1) {
      throw new IllegalArgumentException(name + " is at least 1");
    }
    return number;
  }
}
