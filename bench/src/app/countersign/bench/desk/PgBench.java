package app.countersign.bench.desk;

import app.countersign.bench.desk.StatementLog.Logged;
import app.countersign.testing.process.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same statements without a server: pgbench with {@code -M prepared}. Values that differ from
 * call to call are computed from a number of the client's own; all others stay as they were logged.
 */
final class PgBench {
  private static final Pattern UUID =
      Pattern.compile("'[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'");
  private static final Pattern UUIDS =
      Pattern.compile("'\\{\"?[0-9a-f-]{36}\"?(?:,\"?[0-9a-f-]{36}\"?)+\\}'");
  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final DeskDatabase database;
  private final int clients;
  private final Path folder;

  /** The ids that are the same in each call: whoever acts. */
  private final Set<String> constants = new HashSet<>();

  PgBench(DeskDatabase database, int clients, Path folder) throws SQLException {
    this.database = database;
    this.clients = clients;
    this.folder = folder;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet people = statement.executeQuery("SELECT id FROM person")) {
      while (people.next()) {
        constants.add("'" + people.getString(1) + "'");
      }
    }
  }

  /**
   * Which rows the calls are about.
   *
   * @param item the id that was logged, which stands for each call's own; empty where all calls are
   *     the same
   * @param first the number of the first item
   * @param stride how many items each client has for itself
   * @param each how many items one call is about
   */
  record Items(String item, long first, long stride, int each) {
    static final Items NONE = new Items("", 0, 0, 1);

    /** Calls about one item. */
    static Items single(String item, long first, long stride) {
      return new Items(item, first, stride, 1);
    }
  }

  /** How long it runs: a time, or a number of calls. */
  sealed interface Length {
    record Lasting(Duration time) implements Length {}

    record Calls(int each) implements Length {}

    default List<String> arguments() {
      return switch (this) {
        case Lasting(Duration time) -> List.of("-T", Long.toString(time.toSeconds()));
        case Calls(int each) -> List.of("-t", Integer.toString(each));
      };
    }
  }

  static boolean isThere() {
    return Programs.isThere("pgbench");
  }

  Rate run(String name, List<Logged> statements, Items items, Length length) throws Exception {
    Files.createDirectories(folder);
    Path script = folder.resolve(name + ".sql");
    Files.writeString(script, script(statements, items));
    Path times = folder.resolve(name + ".times");
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file :
          old.filter(one -> one.getFileName().toString().startsWith(name + ".times")).toList()) {
        Files.delete(file);
      }
    }
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-h",
            "localhost",
            "-p",
            Integer.toString(database.port()),
            "-U",
            Cluster.OWNER,
            "-c",
            Integer.toString(clients),
            "-j",
            Integer.toString(Math.min(2, clients)),
            "-D",
            "k=0",
            "-l",
            "--log-prefix=" + times,
            "-f",
            script.toString()));
    command.addAll(length.arguments());
    command.add(DeskDatabase.NAME);
    String said = Programs.output(new ProcessBuilder(command));
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || said.contains("ERROR")) {
      throw new IllegalStateException("pgbench: " + said);
    }
    long[] nanos = nanos(name);
    return Rate.of(nanos, nanos.length / Double.parseDouble(rate.group(1)));
  }

  private String script(List<Logged> statements, Items items) {
    StringBuilder script = new StringBuilder();
    if (!items.item().isEmpty()) {
      script.append("\\set k :k + 1\n");
      script.append(
          "\\set n %d + :client_id * %d + %d * ((:k - 1) %% %d)\n"
              .formatted(
                  items.first(), items.stride(), items.each(), items.stride() / items.each()));
    }
    Map<String, String> made = new HashMap<>();
    for (Logged statement : statements) {
      String sql = statement.sql();
      Matcher place = PLACE.matcher(sql);
      StringBuilder bound = new StringBuilder();
      while (place.find()) {
        String value = statement.values().get(Integer.parseInt(place.group(1)) - 1);
        place.appendReplacement(bound, Matcher.quoteReplacement(value(value, items, made)));
      }
      place.appendTail(bound);
      script.append(bound).append(";\n");
    }
    return script.toString();
  }

  /** A colon in a text would be taken for a variable only if there were one of that name. */
  private String value(String value, Items items, Map<String, String> made) {
    String item = "'" + items.item() + "'";
    if (items.item().isEmpty()) {
      return value;
    }
    if (UUIDS.matcher(value).matches()) {
      return array(value, items, made);
    }
    if (value.equals(item)) {
      return "(md5('item ' || :n)::uuid)";
    }
    if (UUID.matcher(value).matches() && !constants.contains(value)) {
      return made.computeIfAbsent(
          value,
          _ ->
              "(md5('made %d %d ' || :n || clock_timestamp()::date)::uuid)"
                  .formatted(System.nanoTime(), made.size()));
    }
    return value;
  }

  /** As many ids as were logged: those of the items, or made ones. */
  private static String array(String value, Items items, Map<String, String> made) {
    int count = value.split(",").length;
    String element =
        value.contains(items.item())
            ? "md5('item ' || i)::uuid"
            : "md5('made %d %d ' || i)::uuid".formatted(System.nanoTime(), made.size());
    return made.computeIfAbsent(
        value,
        _ ->
            "(SELECT array_agg(%s ORDER BY i) FROM generate_series(:n, :n + %d) i)"
                .formatted(element, count - 1));
  }

  private long[] nanos(String name) throws IOException {
    List<long[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().startsWith(name + ".times")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          all.add(lines.mapToLong(line -> 1_000 * Long.parseLong(line.split(" ")[2])).toArray());
        }
      }
    }
    return all.stream().flatMapToLong(Arrays::stream).toArray();
  }
}
