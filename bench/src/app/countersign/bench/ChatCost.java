package app.countersign.bench;

import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time so far, in milliseconds: of each server without its compilers, of the compilers of
 * both, of the client with the harness, and of the database with all of its processes.
 */
record ChatCost(double first, double second, double compilers, double client, double database) {
  /** Of the clock that Linux counts processor time by. */
  private static final double MILLIS_A_TICK = 10;

  private static final int USER_TIME = 11;

  static ChatCost now(ChatServers servers) {
    double firstCompiler = compiling(servers.first());
    double secondCompiler = compiling(servers.second());
    return new ChatCost(
        millis(servers.first()) - firstCompiler,
        millis(servers.second()) - secondCompiler,
        firstCompiler + secondCompiler,
        millis(ProcessHandle.current()),
        servers
            .cluster()
            .postmaster()
            .map(
                postmaster ->
                    Stream.concat(Stream.of(postmaster), postmaster.descendants())
                        .mapToDouble(ChatCost::millis)
                        .sum())
            .orElse(Double.NaN));
  }

  ChatCost since(ChatCost before) {
    return new ChatCost(
        first - before.first,
        second - before.second,
        compilers - before.compilers,
        client - before.client,
        database - before.database);
  }

  /** Prints it for each message, as cores, and what all of it comes to for each delivery. */
  void print(int messages, int deliveries, double tookMillis) {
    print("processor time in ms a message", messages);
    print("the same in cores", tookMillis);
    System.out.printf("  all of it in ms a delivery: %.4f%n", all() / deliveries);
  }

  private void print(String what, double by) {
    System.out.printf(
        "  %s: server 1 %.2f, server 2 %.2f, their compilers %.2f, client %.2f, database %.2f,"
            + " all %.2f%n",
        what, first / by, second / by, compilers / by, client / by, database / by, all() / by);
  }

  /** What could be measured; nobody tells the time of a server that was killed. */
  private double all() {
    return Stream.of(first, second, compilers, client, database)
        .filter(each -> !each.isNaN())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** The same without a server that was killed, and the database, whose processes for it went. */
  ChatCost withoutSecond() {
    return new ChatCost(first, Double.NaN, Double.NaN, client, Double.NaN);
  }

  private static double millis(ServerProcess server) {
    return server.processorTime().toNanos() / 1e6;
  }

  private static double millis(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  /** What the threads of a server took that compile; 0 where the system does not tell. */
  private static double compiling(ServerProcess server) {
    Path tasks = Path.of("/proc", Long.toString(server.pid()), "task");
    if (!Files.isDirectory(tasks)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(tasks)) {
      return all.mapToDouble(task -> compiling(task.resolve("stat"))).sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static double compiling(Path stat) {
    try {
      String text = Files.readString(stat);
      int end = text.lastIndexOf(')');
      if (!text.substring(0, end).contains(" Compiler")) {
        return 0;
      }
      List<String> fields = List.of(text.substring(end + 2).split(" "));
      return MILLIS_A_TICK
          * (Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(USER_TIME + 1)));
    } catch (IOException gone) {
      return 0;
    }
  }
}
