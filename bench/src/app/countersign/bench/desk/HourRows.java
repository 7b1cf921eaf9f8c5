package app.countersign.bench.desk;

import app.countersign.bench.desk.DeskData.Made;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A long load at a steady rate of all that operators do, and what the server holds meanwhile. */
final class HourRows {
  private static final long PER_SECOND = 100;
  private static final long NANOS_EACH = Duration.ofSeconds(1).toNanos() / PER_SECOND;

  private final ServerProcess server;
  private final DeskOptions options;
  private final Made made;
  private final FreshItems fresh;
  private final DeskReport report;
  private final Load load;
  private final List<byte[]> pages =
      List.of(
          DeskOperations.body(DeskOperations.QUEUE),
          DeskOperations.body(DeskOperations.QUEUE_TRACES),
          DeskOperations.body(DeskOperations.QUEUE_TOTAL),
          DeskOperations.body(DeskOperations.ALL));

  HourRows(
      ServerProcess server,
      String token,
      DeskOptions options,
      Made made,
      FreshItems fresh,
      DeskReport report) {
    this.server = server;
    this.options = options;
    this.made = made;
    this.fresh = fresh;
    this.report = report;
    this.load = new Load(server.uri(), token, options.clients());
  }

  void measure() throws Exception {
    ResidentMemory memory = new ResidentMemory(server);
    Rate calls;
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      var looking = watch.scheduleAtFixedRate(() -> look(memory), 1, 1, TimeUnit.SECONDS);
      long begin = System.nanoTime();
      calls = load.run(options.minutes(), number -> paced(begin, number));
      looking.cancel(false);
    }
    fresh.keep();
    String name =
        "load of %d min, %,d calls: ".formatted(options.minutes().toMinutes(), calls.calls());
    report.figure(name + "calls a second", calls.perSecond(), "/s", "");
    report.figure(name + "p99", calls.p99(), "ms", "");
    report.figure(name + "resident memory, highest", memory.highestMib(), "MiB", "");
    report.figure(
        name + "resident, last quarter over second", memory.growth(), "x", "flat: <= 1.1");
  }

  private static void look(ResidentMemory memory) {
    try {
      memory.look();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Waits until it is this call's turn; a call that comes late is made at once. */
  private byte[] paced(long begin, long number) {
    long wait = begin + number * NANOS_EACH - System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return of(number);
  }

  /** Of ten calls six ask for pages, three for an item, and one decides. */
  private byte[] of(long number) {
    int kind = (int) (number % 10);
    if (kind < 6) {
      return pages.get((int) (number / 10 + kind) % pages.size());
    }
    return kind < 9 || fresh.left() <= 0
        ? DeskOperations.item(DeskIds.item(1 + number * 7_919 % made.recommendations()))
        : DeskOperations.approve(DeskIds.item(fresh.take(1)));
  }
}
