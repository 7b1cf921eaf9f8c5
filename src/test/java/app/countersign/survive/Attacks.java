package app.countersign.survive;

import app.countersign.survive.World.Visitor;
import app.countersign.testing.process.KeptConnection;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Each attack is refused in little processor time, and the memory of the server stays bounded. */
final class Attacks {
  private static final Duration MOST_TIME = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Heap ({@code -Xmx512m}) and what a server needs beside it. */
  private static final double MOST_RESIDENT_MIB = 900;

  private final World world;
  private final ServerProcess server;
  private final Findings findings;
  private final List<String> slowest = new ArrayList<>();
  private long longest;

  Attacks(World world, ServerProcess server, Findings findings) {
    this.world = world;
    this.server = server;
    this.findings = findings;
  }

  /** Tries each so many times, as somebody who is signed in and as nobody. */
  void check(int repeats) throws IOException, InterruptedException {
    Attack harmless = new Attack("no attack", i -> "{\"query\":\"{ __typename }\"}");
    findings.hold(
        whyNot(harmless, world.visitor("nobody"), 0) != null, "what is not refused was not found");
    for (Attack attack : Attack.all()) {
      check(attack, world.visitor("ANALYST"), repeats);
      refused(attack, world.visitor("nobody"), repeats + 1);
    }
    double resident = server.residentMib();
    findings.hold(
        !(resident > MOST_RESIDENT_MIB), "%.0f MiB are resident after all".formatted(resident));
    findings.hold(server.isReady(), "the server is not ready after all");
    findings.figure("slowest attacks", String.join("; ", slowest));
    findings.figure("resident after all", String.format(Locale.ROOT, "%.0f MiB", resident));
  }

  private void check(Attack attack, Visitor visitor, int repeats) throws IOException {
    refused(attack, visitor, -1);
    List<Duration> times = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      Duration before = server.processorTime();
      refused(attack, visitor, repeat);
      times.add(server.processorTime().minus(before));
    }
    times.sort(null);
    Duration median = times.get(times.size() / 2);
    findings.hold(
        median.compareTo(MOST_TIME) < 0,
        "%s takes %d ms of processor time, at most %d are allowed; all: %s"
            .formatted(attack.name(), median.toMillis(), MOST_TIME.toMillis(), times));
    if (median.toMillis() > longest) {
      longest = median.toMillis();
      slowest.addFirst("%s %d ms".formatted(attack.name(), longest));
    }
  }

  private void refused(Attack attack, Visitor visitor, int number) throws IOException {
    String found = whyNot(attack, visitor, number);
    findings.hold(
        found == null, "%s as %s is answered: %s".formatted(attack.name(), visitor, found));
  }

  /** What is wrong with the refusal; null where nothing is. */
  private @Nullable String whyNot(Attack attack, Visitor visitor, int number) throws IOException {
    byte[] request = attack.request().apply(number).getBytes(StandardCharsets.UTF_8);
    try (KeptConnection connection = new KeptConnection(world.server(), visitor.token())) {
      connection.patience(PATIENCE);
      int status = connection.send(request);
      String body = connection.text();
      String leak = Leak.in(status, body);
      boolean isRefused = body.contains("\"errors\":[") && status != 429;
      return leak != null || isRefused ? leak : status + " " + Leak.shortened(body, 0);
    }
  }
}
