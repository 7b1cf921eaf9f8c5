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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same statements without a server: pgbench with {@code -M prepared}. Values that differ from
 * call to call are computed from a number of the client's own; all others stay as they were logged.
 */
final class PgBench {
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
        constants.add(people.getString(1));
      }
    }
  }

  /**
   * Which rows the calls are about.
   *
   * @param logged the ids of the call that was logged, which stand for each call's own; none where
   *     all calls are the same
   * @param first the number of the first item
   * @param stride how many items each client has for itself
   */
  record Items(List<String> logged, long first, long stride) {
    static final Items NONE = new Items(List.of(), 0, 0);

    /** Calls about one item. */
    static Items single(String item, long first, long stride) {
      return new Items(List.of(item), first, stride);
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
    Files.writeString(script, new PgScript(database, constants).of(statements, items));
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
    ProcessBuilder builder = new ProcessBuilder(command);
    // As the connections of the server's pool.
    builder.environment().put("PGOPTIONS", "-c plan_cache_mode=force_generic_plan");
    String said = Programs.output(builder);
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || said.contains("ERROR")) {
      throw new IllegalStateException("pgbench: " + said);
    }
    long[] nanos = nanos(name);
    return Rate.of(nanos, nanos.length / Double.parseDouble(rate.group(1)));
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
