package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Three times as much as the server can do. */
final class Overload implements Promise {
  private static final int CALLERS = 32;
  private static final double TIMES = 3;
  private static final double MOST_SLOWER = 2;
  private static final Map<String, String> NO_LIMIT =
      Map.of("COUNTERSIGN_ADMISSION_RUNNING", "100000", "COUNTERSIGN_ADMISSION_WAITING", "100000");
  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration PROBE_EVERY = Duration.ofMillis(100);

  @Override
  public String words() {
    return "past its limit it refuses clearly, answers fast, recovers";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    try (ServerProcess server = stage.server("overload", Map.of());
        Traffic traffic = traffic(stage, server, stage.scale().of(6_000, 90_000))) {
      if (stage.scale() == Scale.LONG) {
        warmUp(traffic, findings);
      }
      Tally normal = normal(stage, traffic, findings);
      double rate = TIMES * normal.answeredPerSecond();
      Tally onset;
      Tally beyond;
      try (Probe probe = new Probe(server)) {
        onset = traffic.open(rate, seconds(stage, 1, 3));
        beyond = traffic.open(rate, seconds(stage, 2, 30));
        probe.tell(findings);
      }
      findings.figure("at 3 times that rate, while it comes over it", onset.toString());
      findings.figure("at 3 times that rate, from then on", beyond.toString());
      refusesClearly(server, onset, beyond, findings);
      recovers(stage, traffic, normal, findings);
      if (stage.scale() == Scale.LONG) {
        staysFast(normal, beyond, findings);
      }
    }
    if (stage.scale() == Scale.LONG) {
      findsWhatHasNoLimit(stage, findings);
    }
  }

  private static Traffic traffic(Stage stage, ServerProcess server, int items) throws Exception {
    Desk desk = Desk.open(stage, "overload", server.uri());
    List<UUID> ids = desk.items("overload " + UUID.randomUUID(), items);
    return new Traffic(server.uri(), desk.person(Role.SENIOR_OPERATOR), ids);
  }

  /** All that is measured afterwards, refusing included, is compiled then. */
  private static void warmUp(Traffic traffic, Findings findings) throws InterruptedException {
    Tally usual = traffic.closed(CALLERS, Duration.ofSeconds(40));
    Tally first = traffic.open(TIMES * usual.answeredPerSecond(), Duration.ofSeconds(30));
    findings.figure("before, not warm", usual.toString());
    findings.figure("at 3 times that rate by a server that never refused", first.toString());
    Thread.sleep(CALM);
  }

  private static Tally normal(Stage stage, Traffic traffic, Findings findings) {
    Tally warming = traffic.closed(CALLERS, seconds(stage, 2, 10));
    Tally normal = traffic.closed(CALLERS, seconds(stage, 2, 20));
    findings.figure("by %d callers".formatted(CALLERS), normal.toString());
    for (Tally tally : List.of(warming, normal)) {
      findings.held(tally.admitted());
      findings.hold(
          tally.shed() == 0 || stage.scale() == Scale.SHORT,
          "%d calls of %d callers were refused".formatted(tally.shed(), CALLERS));
      tally.failures().forEach(failure -> findings.hold(false, "without overload: " + failure));
    }
    return normal;
  }

  private static void refusesClearly(
      ServerProcess server, Tally onset, Tally beyond, Findings findings) throws Exception {
    for (Tally tally : List.of(onset, beyond)) {
      findings.held(tally.admitted() + tally.shed());
      tally.failures().forEach(failure -> findings.hold(false, "beyond the limit: " + failure));
    }
    findings.hold(beyond.shed() > 0, "nothing was refused: " + beyond);
    findings.hold(beyond.admitted() > 0, "nothing was answered: " + beyond);
    double counted = server.metric("graphql_admission_shed_total");
    findings.hold(
        counted >= onset.shed() + beyond.shed(),
        "counted as refused were %.0f, but refused %d"
            .formatted(counted, onset.shed() + beyond.shed()));
    findings.hold(
        server.metric("graphql_admission_running") == 0, "requests are still said to be running");
  }

  private static void staysFast(Tally normal, Tally beyond, Findings findings) {
    findings.hold(
        beyond.sentPerSecond() > 0.8 * TIMES * normal.answeredPerSecond(),
        "the harness could not send three times as much: " + beyond);
    findings.hold(isFast(normal, beyond), "answers became slow: " + normal + " -> " + beyond);
    findings.hold(
        beyond.answeredPerSecond() > 0.5 * normal.answeredPerSecond(),
        "less was done than half of what can be: " + normal + " -> " + beyond);
  }

  private static boolean isFast(Tally normal, Tally beyond) {
    return beyond.answeredMillis(99) <= MOST_SLOWER * normal.answeredMillis(99);
  }

  private static void recovers(Stage stage, Traffic traffic, Tally normal, Findings findings) {
    Tally after = traffic.open(normal.answeredPerSecond() / 2, seconds(stage, 1, 10));
    findings.figure("right after, at half the rate", after.toString());
    findings.hold(
        after.shed() == 0 && after.failed() == 0,
        "not at once as before: " + after + " " + after.failures());
    findings.held(after.admitted());
    findings.hold(
        after.answeredMillis(50) <= Math.max(50, MOST_SLOWER * normal.answeredMillis(50)),
        "slower than before: " + after);
  }

  /** The same without a limit must be seen to be slow. */
  private static void findsWhatHasNoLimit(Stage stage, Findings findings) throws Exception {
    try (ServerProcess server = stage.server("overload", NO_LIMIT);
        Traffic traffic = traffic(stage, server, 30_000)) {
      traffic.closed(CALLERS, Duration.ofSeconds(20));
      Tally normal = traffic.closed(CALLERS, Duration.ofSeconds(10));
      Tally beyond = traffic.open(TIMES * normal.answeredPerSecond(), Duration.ofSeconds(15));
      findings.figure("without a limit, at 3 times the rate", beyond.toString());
      findings.hold(
          !isFast(normal, beyond), "a server without a limit was not found out: " + beyond);
    }
  }

  private static Duration seconds(Stage stage, int few, int many) {
    return Duration.ofSeconds(stage.scale().of(few, many));
  }

  /** Looks all the while whether health and metrics answer, and what a refusal's headers say. */
  private static final class Probe implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess server;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Tally healthy = new Tally();
    private final CompletableFuture<String> header = new CompletableFuture<>();
    private final Thread thread;

    Probe(ServerProcess server) {
      this.server = server;
      this.thread = Thread.ofVirtual().start(this::look);
    }

    void tell(Findings findings) throws InterruptedException {
      isOver.set(true);
      thread.join();
      findings.held(healthy.admitted());
      healthy.failures().forEach(failure -> findings.hold(false, "health under load: " + failure));
      findings.hold(healthy.admitted() > 0, "health was never asked for");
      findings.figure(
          "health and metrics under load",
          "%d answers, p99 %.0f ms".formatted(healthy.admitted(), healthy.answeredMillis(99)));
      String retryAfter = header.getNow("1");
      findings.hold(retryAfter.equals("1"), "Retry-After of a refusal: '" + retryAfter + "'");
    }

    private void look() {
      try {
        while (!isOver.get()) {
          healthy("/health/readiness");
          healthy("/prometheus");
          if (!header.isDone()) {
            lookAtRefusal();
          }
          Thread.sleep(PROBE_EVERY);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    private void healthy(String path) throws InterruptedException {
      long begun = System.nanoTime();
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve(path))
              .timeout(Duration.ofSeconds(10))
              .build();
      try {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          healthy.admitted(System.nanoTime() - begun);
        } else {
          healthy.failed(path + " " + status);
        }
      } catch (IOException broken) {
        healthy.failed(path + " " + broken);
      }
    }

    private void lookAtRefusal() throws InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/graphql"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"query\":\"{ __typename }\"}"))
              .build();
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (Traffic.isClearRefusal(answer.statusCode(), answer.body())) {
          header.complete(answer.headers().firstValue("Retry-After").orElse("none"));
        }
      } catch (IOException broken) {
        healthy.failed("/graphql " + broken);
      }
    }

    @Override
    public void close() {
      isOver.set(true);
      http.close();
    }
  }
}
