package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what was measured as it comes, and keeps it as a file. */
final class DeskReport {
  private final PrintStream out;
  private final Map<String, Object> run;
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

  DeskReport(PrintStream out, Map<String, Object> run) {
    this.out = out;
    this.run = new LinkedHashMap<>(run);
    run.forEach((name, value) -> out.printf("%s: %s%n", name, value));
    out.printf(
        "%n%-42s %8s %8s %8s %9s %9s %6s %4s %9s  %s%n",
        "operation",
        "per s",
        "p50 ms",
        "p99 ms",
        "pgbench/s",
        "pg p50 ms",
        "ratio",
        "SQL",
        "KiB each",
        "target");
  }

  /**
   * One operation beside pgbench.
   *
   * @param least the ratio to reach; 0 where there is none
   */
  void add(
      String name, Rate calls, @Nullable Rate plain, int statements, double kibEach, double least) {
    double ratio = plain == null ? Double.NaN : calls.perSecond() / plain.perSecond();
    String target =
        least == 0 ? "" : ">= %.2f: %s".formatted(least, ratio >= least ? "met" : "MISSED");
    out.printf(
        Locale.ROOT,
        "%-42s %8.0f %8.2f %8.2f %9s %9s %6s %4d %9.1f  %s%n",
        name,
        calls.perSecond(),
        calls.p50(),
        calls.p99(),
        plain == null ? "" : "%.0f".formatted(plain.perSecond()),
        plain == null ? "" : "%.2f".formatted(plain.p50()),
        plain == null ? "" : "%.2f".formatted(ratio),
        statements,
        kibEach,
        target);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("operation", name);
    row.put("perSecond", calls.perSecond());
    row.put("p50Millis", calls.p50());
    row.put("p99Millis", calls.p99());
    row.put("pgbenchPerSecond", plain == null ? null : plain.perSecond());
    row.put("pgbenchP50Millis", plain == null ? null : plain.p50());
    row.put("pgbenchP99Millis", plain == null ? null : plain.p99());
    row.put("ratio", plain == null ? null : ratio);
    row.put("statements", statements);
    row.put("allocatedKibEach", kibEach);
    row.put("target", target);
    rows.add(row);
  }

  /** A figure of another kind, with what it is to be. */
  void figure(String name, double value, String unit, String target) {
    out.printf(Locale.ROOT, "%-68s %12.2f %-8s %s%n", name, value, unit, target);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("figure", name);
    row.put("value", value);
    row.put("unit", unit);
    row.put("target", target);
    rows.add(row);
  }

  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run);
    all.put("rows", rows);
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }
}
