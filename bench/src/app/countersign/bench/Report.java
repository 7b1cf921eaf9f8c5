package app.countersign.bench;

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

/** Collects what was measured, prints it as it comes, and keeps it as a file. */
final class Report {
  private final PrintStream out;
  private final Map<String, Object> run;
  private final List<Map<String, @Nullable Object>> operations = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> figures = new ArrayList<>();

  Report(PrintStream out, Map<String, Object> run) {
    this.out = out;
    this.run = new LinkedHashMap<>(run);
    run.forEach((name, value) -> out.printf("%s: %s%n", name, value));
    out.printf(
        "%n%-50s %6s %8s %8s %8s %8s %9s %9s %6s %4s  %s%n",
        "operation",
        "n",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "mean ms",
        "per s",
        "plain ms",
        "ratio",
        "SQL",
        "target");
  }

  /** What an operation is to reach. */
  record Target(Figure figure, double most) {
    enum Figure {
      MEAN,
      P95,
      P99
    }

    double of(Sample sample) {
      return switch (figure) {
        case MEAN -> sample.mean();
        case P95 -> sample.percentile(95);
        case P99 -> sample.percentile(99);
      };
    }

    String words(Sample sample) {
      return String.format(
          Locale.ROOT,
          "%s <= %s ms: %s",
          figure.name().toLowerCase(Locale.ROOT),
          most < 1 ? most : Long.toString(Math.round(most)),
          of(sample) <= most ? "met" : "MISSED");
    }
  }

  /**
   * One operation.
   *
   * @param plain the counterpart; null where there is none
   * @param statements how many SQL statements one call takes; null where they were not counted
   */
  record Row(
      String name,
      Sample own,
      @Nullable Sample plain,
      @Nullable Integer statements,
      @Nullable Target target) {

    static Row of(String name, Sample own) {
      return new Row(name, own, null, null, null);
    }

    Row beside(Sample counterpart) {
      return new Row(name, own, counterpart, statements, target);
    }

    Row taking(int count) {
      return new Row(name, own, plain, count, target);
    }

    Row within(Target.Figure figure, double most) {
      return new Row(name, own, plain, statements, new Target(figure, most));
    }

    /** Calls a second over those of the counterpart. */
    @Nullable Double ratio() {
      return plain == null ? null : own.rate() / plain.rate();
    }
  }

  void add(Row row) {
    Sample own = row.own();
    out.printf(
        Locale.ROOT,
        "%-50s %6d %8.3f %8.3f %8.3f %8.3f %9.0f %9s %6s %4s  %s%n",
        row.name(),
        own.count(),
        own.percentile(50),
        own.percentile(95),
        own.percentile(99),
        own.mean(),
        own.rate(),
        row.plain() == null ? "" : "%.3f".formatted(row.plain().mean()),
        row.ratio() == null ? "" : "%.2f".formatted(row.ratio()),
        row.statements() == null ? "" : row.statements(),
        row.target() == null ? "" : row.target().words(own));
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("operation", row.name());
    kept.put("own", figures(own));
    kept.put("plain", row.plain() == null ? null : figures(row.plain()));
    kept.put("ratio", row.ratio());
    kept.put("statements", row.statements());
    kept.put("target", row.target() == null ? null : row.target().words(own));
    operations.add(kept);
  }

  /** A figure that is no time. */
  void add(String name, double value, String unit, @Nullable String target) {
    out.printf(
        Locale.ROOT, "%-68s %10.2f %-10s %s%n", name, value, unit, target == null ? "" : target);
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("figure", name);
    kept.put("value", value);
    kept.put("unit", unit);
    kept.put("target", target);
    figures.add(kept);
  }

  void say(String line) {
    out.println(line);
  }

  /** Adds to what is said of the run itself. */
  void note(String name, Object value) {
    out.printf("%s: %s%n", name, value);
    run.put(name, value);
  }

  void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run);
    all.put("operations", operations);
    all.put("figures", figures);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static Map<String, Object> figures(Sample sample) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("count", sample.count());
    figures.put("p50Millis", sample.percentile(50));
    figures.put("p95Millis", sample.percentile(95));
    figures.put("p99Millis", sample.percentile(99));
    figures.put("meanMillis", sample.mean());
    figures.put("perSecond", sample.rate());
    return figures;
  }
}
