package app.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is sent to how many.
 *
 * @param groups how many groups there are
 * @param members how many are in each; all of them listen, half at one server, half at the other
 * @param rate messages a second in all
 * @param warmUpRate messages a second before anything is measured, fewer, lest what servers cannot
 *     do before their code is compiled piles up
 * @param warmUp how long is sent before anything is measured
 * @param time how long is measured
 * @param kills whether a second run kills a server in its middle
 * @param java arguments of the servers' virtual machines, separated by blanks
 * @param database settings of the database, {@code name=value} separated by blanks
 * @param log the folder that the servers' own logs go to
 */
record ChatOptions(
    int groups,
    int members,
    int rate,
    int warmUpRate,
    Duration warmUp,
    Duration time,
    boolean kills,
    List<String> java,
    Map<String, String> database,
    Path log) {
  private static final Set<String> NAMES =
      Set.of(
          "groups",
          "members",
          "rate",
          "warm-up-rate",
          "warm-up-seconds",
          "seconds",
          "kills",
          "java",
          "database",
          "log");

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
        Integer.parseInt(given.getOrDefault("warm-up-rate", "80")),
        Duration.ofSeconds(Integer.parseInt(given.getOrDefault("warm-up-seconds", "200"))),
        Duration.ofSeconds(Integer.parseInt(given.getOrDefault("seconds", "30"))),
        Boolean.parseBoolean(given.getOrDefault("kills", "true")),
        words(given.getOrDefault("java", "")),
        words(given.getOrDefault("database", "")).stream()
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1])),
        Path.of(given.getOrDefault("log", "bench/results")));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
