package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import app.countersign.testing.process.KeptConnection;
import app.countersign.testing.process.ServerProcess;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts of the jar with the JDK's cache, by the launcher that is shipped: from the process's begin
 * to the answer of a query over HTTP by somebody signed in, and what it holds when it then idles.
 */
final class StartRows {
  private static final int STARTS = 5;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Packaged packaged;
  private final DeskDatabase database;
  private final String token;
  private final DeskReport report;

  /**
   * Of servers on a database that another serves as well.
   *
   * @param token of somebody signed in there
   */
  StartRows(Packaged packaged, DeskDatabase database, String token, DeskReport report) {
    this.packaged = packaged;
    this.database = database;
    this.token = token;
    this.report = report;
  }

  /** The start's wall and processor time, middle of some, and the resident memory at idle. */
  void measure() throws Exception {
    List<Double> seconds = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int start = 0; start <= STARTS; start++) {
      long begin = System.nanoTime();
      try (ServerProcess server = packaged.launch(database)) {
        answer(server);
        // The first reads the files from the disk.
        if (start > 0) {
          seconds.add((System.nanoTime() - begin) / 1e9);
          processor.add(server.processorTime().toNanos() / 1e9);
        }
        if (start == STARTS) {
          Thread.sleep(IDLE);
          report.figure("resident memory, idle", server.residentMib(), "MiB", "<= 256");
        }
      }
    }
    report.figure("start to first answer, jar with its cache", middle(seconds), "s", "<= 1.5");
    report.figure("processor time until then", middle(processor), "s", "");
  }

  private void answer(ServerProcess server) throws Exception {
    byte[] page = DeskOperations.body(DeskOperations.QUEUE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && server.isAlive()) {
      try (KeptConnection connection = new KeptConnection(server.uri(), token)) {
        connection.ask(page);
        if (Json.mapper().readTree(connection.text()).at("/data/recommendations").isMissingNode()) {
          throw new IllegalStateException("no answer: " + connection.text());
        }
        return;
      } catch (ConnectException _) {
        Thread.sleep(2);
      }
    }
    throw new IllegalStateException("the server does not answer: see its log");
  }

  private static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
