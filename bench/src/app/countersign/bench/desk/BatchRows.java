package app.countersign.bench.desk;

import app.countersign.demo.DemoUser;
import app.countersign.demo.LedgerGenerator;
import app.countersign.platform.db.Json;
import app.countersign.testing.process.KeptConnection;
import app.countersign.testing.process.ServerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on very many users at once: bank data in by streams, then personas for everybody. */
final class BatchRows {
  private static final int STREAMS = 2;
  private static final int IMPORTED = 1_200;
  private static final int WARM_UP = 400;
  private static final int MOST_NAMED = 10_000;
  private static final String START =
      "mutation ($input: BatchAssignPersonasInput!) { batchAssignPersonas(input: $input) {"
          + " job { id totalCount } userErrors { message } } }";
  private static final String JOB =
      "query ($id: ID!) { job(id: $id) { doneCount failedCount startedAt finishedAt } }";

  private final ServerProcess server;
  private final String token;
  private final DeskDatabase database;
  private final DeskReport report;

  BatchRows(ServerProcess server, String token, DeskDatabase database, DeskReport report) {
    this.server = server;
    this.token = token;
    this.database = database;
    this.report = report;
  }

  /** Both; the personas of all who consented, those imported here among them. */
  void measure() throws Exception {
    imports();
    personas();
  }

  private void imports() throws Exception {
    List<DemoUser> users =
        new LedgerGenerator(System.nanoTime(), LocalDate.now(ZoneOffset.UTC))
            .users(WARM_UP + IMPORTED);
    send(users.subList(0, WARM_UP));
    long before = rows();
    long started = System.nanoTime();
    send(users.subList(WARM_UP, users.size()));
    double seconds = (System.nanoTime() - started) / 1e9;
    long made = rows() - before;
    report.figure(
        "import: transactions a second, %,d in %d streams".formatted(made, STREAMS),
        made / seconds,
        "/s",
        ">= 20000");
  }

  /** Each line's answer is read, and must say that the line is in. */
  private void send(List<DemoUser> users) throws Exception {
    List<Callable<Void>> streams = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      StringBuilder lines = new StringBuilder();
      int lineCount = 0;
      for (int user = stream; user < users.size(); user += STREAMS) {
        lines.append(users.get(user).document().replace("\n", " ")).append('\n');
        lineCount++;
      }
      byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
      int expected = lineCount;
      streams.add(() -> stream(body, expected));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(STREAMS)) {
      for (Future<Void> done : threads.invokeAll(streams)) {
        done.get();
      }
    }
  }

  private Void stream(byte[] body, int expected) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<String> answers =
          http.send(
                  HttpRequest.newBuilder(
                          server.uri().resolve("/imports/plaid?consents=DATA_ANALYSIS"))
                      .header("Content-Type", "application/x-ndjson")
                      .header("Authorization", "Bearer " + token)
                      .POST(BodyPublishers.ofByteArray(body))
                      .build(),
                  BodyHandlers.ofLines())
              .body()
              .filter(line -> !line.isBlank())
              .toList();
      List<String> refused =
          answers.stream().filter(answer -> answer.contains("\"code\"")).limit(3).toList();
      if (answers.size() < expected || !refused.isEmpty()) {
        throw new IllegalStateException(
            "%d lines gave %d answers, such as %s and %s"
                .formatted(
                    expected,
                    answers.size(),
                    answers.isEmpty() ? "none" : answers.getLast(),
                    refused));
      }
    }
    return null;
  }

  private void personas() throws Exception {
    run(Map.of("userIds", ids(MOST_NAMED / 5)));
    ResidentMemory resident = new ResidentMemory(server);
    Duration cpuBefore = server.processorTime();
    Done done = run(Map.of(), resident);
    Duration cpu = server.processorTime().minus(cpuBefore);
    report.figure(
        "personas for both windows: users a second, of %,d".formatted(done.users()),
        done.users() / done.seconds(),
        "/s",
        ">= 1000");
    report.figure(
        "personas: the server's processor time for a user",
        cpu.toNanos() / 1e6 / done.users(),
        "ms",
        "");
    report.figure(
        "personas: resident memory, last quarter over second quarter",
        resident.growth(),
        "x",
        "flat: <= 1.1");
  }

  private Done run(Map<String, Object> input) throws Exception {
    return run(input, new ResidentMemory(server));
  }

  private Done run(Map<String, Object> input, ResidentMemory resident) throws Exception {
    JsonNode started = ask(START, Map.of("input", input)).at("/data/batchAssignPersonas");
    String id = started.at("/job/id").asText();
    if (id.isEmpty()) {
      throw new IllegalStateException("the job was not started: " + started);
    }
    while (true) {
      JsonNode job = ask(JOB, Map.of("id", id)).at("/data/job");
      if (!job.path("finishedAt").isNull() && !job.path("finishedAt").isMissingNode()) {
        if (job.path("failedCount").asInt() > 0 || job.path("doneCount").asInt() == 0) {
          throw new IllegalStateException("the job did not do its work: " + job);
        }
        Duration took =
            Duration.between(
                Instant.parse(job.path("startedAt").asText()),
                Instant.parse(job.path("finishedAt").asText()));
        return new Done(job.path("doneCount").asInt(), took.toNanos() / 1e9);
      }
      resident.look();
      Thread.sleep(100);
    }
  }

  private JsonNode ask(String query, Map<String, Object> variables) throws Exception {
    try (KeptConnection connection = new KeptConnection(server.uri(), token)) {
      connection.ask(DeskOperations.body(query, variables));
      return Json.mapper().readTree(connection.text());
    }
  }

  private List<String> ids(int most) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT user_id FROM consent WHERE kind = 'DATA_ANALYSIS' AND granted LIMIT "
                    + most)) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  private long rows() throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT coalesce(sum(transaction_count), 0) FROM ledger_import")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private record Done(int users, double seconds) {}
}
