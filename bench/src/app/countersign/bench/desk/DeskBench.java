package app.countersign.bench.desk;

import app.countersign.bench.desk.DeskData.Made;
import app.countersign.bench.desk.DeskOptions.Rows;
import app.countersign.testing.process.ServerProcess;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the desk beside pgbench; {@code bench/README.md} says how to read it. */
public final class DeskBench {
  private DeskBench() {}

  /** Runs it all; arguments are {@code name=value}. */
  public static void main(String[] arguments) throws Exception {
    DeskOptions options = DeskOptions.of(arguments);
    PrintStream out = System.out;
    if (!PgBench.isThere() || !Wrk.isThere()) {
      out.println("bench: needs pgbench and wrk on the PATH (Debian: postgresql-contrib, wrk)");
      System.exit(1);
    }
    Path log = options.log().toAbsolutePath();
    Files.createDirectories(log.resolveSibling("."));
    try (DeskDatabase database = DeskDatabase.start(options.directory())) {
      DeskSeed.plant(database, log);
      Packaged packaged = Packaged.of(database, log);
      // The schema may be newer than the rows.
      packaged.start(database).close();
      Made made = new DeskData(database, options, out).make();
      DeskReport report = new DeskReport(out, about(options, made));
      measure(packaged, database, options, made, report);
      report.write(options.results());
      out.println("written to " + options.results());
    }
    System.exit(0);
  }

  private static void measure(
      Packaged packaged, DeskDatabase database, DeskOptions options, Made made, DeskReport report)
      throws Exception {
    try (ServerProcess server = packaged.start(database)) {
      String token = DeskSession.signIn(server.uri());
      FreshItems fresh = new FreshItems(database, made);
      if (options.rows().contains(Rows.DESK)) {
        new DeskRows(options, database, server, token, made, fresh, report).measure();
      }
      if (options.rows().contains(Rows.PAGES)) {
        new PageRows(server, token, options.time().dividedBy(2), report).measure();
      }
      if (options.rows().contains(Rows.BATCH)) {
        new BatchRows(server, token, database, report).measure();
      }
      if (options.rows().contains(Rows.HOUR)) {
        new HourRows(server, token, options, made, fresh, report).measure();
      }
      if (options.rows().contains(Rows.START)) {
        new StartRows(packaged, database, token, report).measure();
      }
    }
    if (options.rows().contains(Rows.GROWTH)) {
      new GrowthRows(packaged, database, options, System.out, report).measure();
    }
  }

  private static Map<String, Object> about(DeskOptions options, Made made) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("commit", System.getProperty("bench.commit", "not known"));
    about.put("at", Instant.now().toString());
    about.put("java", System.getProperty("java.vm.version"));
    about.put("processors", Runtime.getRuntime().availableProcessors());
    about.put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    about.put("recommendations", made.recommendations());
    about.put("users", made.users());
    about.put("transactions", made.transactions());
    about.put("clients", options.clients());
    about.put("warmUpSeconds", options.warmUp().toSeconds());
    about.put("seconds", options.time().toSeconds());
    return about;
  }
}
