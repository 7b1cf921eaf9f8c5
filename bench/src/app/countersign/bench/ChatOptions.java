package app.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is sent to how many.
 *
 * @param groups how many groups there are
 * @param members how many are in each; all of them listen, half at one server, half at the other
 * @param rate messages a second in all
 * @param warmUp how long is sent before anything is measured
 * @param time how long is measured
 * @param log the folder that the servers' own logs go to
 */
record ChatOptions(int groups, int members, int rate, Duration warmUp, Duration time, Path log) {
  private static final Set<String> NAMES =
      Set.of("groups", "members", "rate", "warm-up-seconds", "seconds", "log");

  /** Reads {@code name=value} arguments. */
  static ChatOptions of(String[] arguments) {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(
                Collectors.toMap(parts -> parts[0], parts -> parts.length < 2 ? "" : parts[1]));
    if (!NAMES.containsAll(given.keySet())) {
      throw new IllegalArgumentException("name=value, of " + NAMES);
    }
    return new ChatOptions(
        Integer.parseInt(given.getOrDefault("groups", "20")),
        Integer.parseInt(given.getOrDefault("members", "50")),
        Integer.parseInt(given.getOrDefault("rate", "200")),
        Duration.ofSeconds(Integer.parseInt(given.getOrDefault("warm-up-seconds", "20"))),
        Duration.ofSeconds(Integer.parseInt(given.getOrDefault("seconds", "30"))),
        Path.of(given.getOrDefault("log", "bench/results")));
  }
}
