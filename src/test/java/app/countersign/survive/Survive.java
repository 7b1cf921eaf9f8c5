package app.countersign.survive;

import app.countersign.platform.db.Json;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries every promise for as long as it takes; {@code bench/README.md} says how to read it. */
public final class Survive {
  private static final List<Promise> PROMISES =
      List.of(
          new Races(),
          new Idempotency(),
          new ServerKilled(),
          new SyncKilled(),
          new DatabaseKilled(),
          new DatabaseTroubles(),
          new ClockJumps(),
          new AuditTamper(),
          new HostileInput(),
          new Authority(),
          new Overload(),
          new ManyConnections());

  private Survive() {}

  /**
   * Prints promise, cases and failures.
   *
   * @param arguments {@code only=} a part of the names of the promises' classes, {@code
   *     scale=short}, {@code results=} the file of the figures
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> given = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      given.put(parts[0], parts.length < 2 ? "" : parts[1]);
    }
    String only = given.getOrDefault("only", "");
    Scale scale = "short".equals(given.get("scale")) ? Scale.SHORT : Scale.LONG;
    List<Map<String, Object>> results = new ArrayList<>();
    long failed = 0;
    PrintStream out = System.out;
    out.printf("%-60s %12s %9s %8s%n", "promise", "cases", "failures", "seconds");
    try (Stage stage = Stage.open(scale)) {
      for (Promise promise : PROMISES) {
        if (!promise.getClass().getSimpleName().contains(only)) {
          continue;
        }
        Findings findings = new Findings();
        long begun = System.nanoTime();
        try {
          promise.check(stage, findings);
        } catch (Exception | AssertionError broken) {
          findings.hold(false, "stopped: " + broken);
          broken.printStackTrace(out);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        failed += findings.failed();
        print(out, promise, findings, seconds);
        results.add(result(promise, findings, seconds));
      }
    }
    Path file = Path.of(given.getOrDefault("results", "bench/results/survive.json"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        Json.write(
            Map.of(
                "commit", System.getProperty("bench.commit", "not known"), "promises", results)));
    out.println("written to " + file);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static void print(PrintStream out, Promise promise, Findings findings, double seconds) {
    out.printf(
        "%-60s %,12d %,9d %8.1f%n", promise.words(), findings.cases(), findings.failed(), seconds);
    findings.figures().forEach((name, value) -> out.printf("    %s: %s%n", name, value));
    findings.failures().forEach(failure -> out.printf("    FAILED %s%n", failure));
  }

  private static Map<String, Object> result(Promise promise, Findings findings, double seconds) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", promise.getClass().getSimpleName());
    result.put("promise", promise.words());
    result.put("cases", findings.cases());
    result.put("failures", findings.failed());
    result.put("found", findings.failures());
    result.put("figures", findings.figures());
    result.put("seconds", seconds);
    return result;
  }
}
