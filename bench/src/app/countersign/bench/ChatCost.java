package app.countersign.bench;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time so far, in milliseconds: of each server, of the client with the harness, and of
 * the database with all of its processes.
 */
record ChatCost(double first, double second, double client, double database) {
  static ChatCost now(ChatServers servers) {
    return new ChatCost(
        servers.first().cpuMillis(),
        servers.second().cpuMillis(),
        millis(ProcessHandle.current()),
        servers
            .database()
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
        client - before.client,
        database - before.database);
  }

  /** Prints it for each message, as cores, and what all of it comes to for each delivery. */
  void print(int messages, int deliveries, double tookMillis) {
    double all = (Double.isNaN(second) ? 0 : second) + first + client + database;
    System.out.printf(
        "  processor time in ms a message: server 1 %.2f, server 2 %.2f, client %.2f,"
            + " database %.2f, all %.2f%n",
        first / messages,
        second / messages,
        client / messages,
        database / messages,
        all / messages);
    System.out.printf(
        "  in cores: server 1 %.2f, server 2 %.2f, client %.2f, database %.2f, all %.2f;"
            + " in ms a delivery: %.4f%n",
        first / tookMillis,
        second / tookMillis,
        client / tookMillis,
        database / tookMillis,
        all / tookMillis,
        all / deliveries);
  }

  /** The same without a server that was killed, whose time nobody tells any more. */
  ChatCost withoutSecond() {
    return new ChatCost(first, Double.NaN, client, database);
  }

  private static double millis(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }
}
