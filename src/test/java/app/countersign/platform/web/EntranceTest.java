package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.admission.Admission;
import app.countersign.platform.admission.Pass;
import app.countersign.platform.web.TestClient.Answer;
import app.countersign.testing.Waiting;
import app.countersign.testing.process.KeptConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request runs and one waits; there is no room for a third. */
@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.admission.running", value = "1")
@Property(name = "countersign.admission.waiting", value = "1")
@Property(name = "countersign.admission.longest-wait", value = "60s")
class EntranceTest {
  private static final String HEAD =
      "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private final EmbeddedServer server;
  private final Admission admission;
  private final MeterRegistry meters;
  private final TestClient client;

  EntranceTest(EmbeddedServer server, Admission admission, MeterRegistry meters) {
    this.server = server;
    this.admission = admission;
    this.meters = meters;
    this.client = new TestClient(server.getURI());
  }

  @BeforeEach
  void somebodyCame() {
    assertThat(client.ask("", "{ hello }").status()).isEqualTo(200);
  }

  @Test
  void thereIsAClearRefusalForWhomThereIsNoRoom() throws Exception {
    double before = meters.counter("graphql.admission.shed").count();
    Crowd crowd = oneRunsAndOneWaits();

    Answer refused = send(post("{ hello }").header("X-Request-Id", "my-own"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"The server has too much to do. Try again in 1 s.\","
                + "\"extensions\":{\"code\":\"UNAVAILABLE\",\"requestId\":\"my-own\","
                + "\"limitName\":\"runningRequests\",\"retryAfterSeconds\":1}}]}");
    assertThat(refused.header("Retry-After")).contains("1");
    assertThat(refused.header("X-Request-Id")).contains("my-own");
    assertThat(refused.header("Content-Type"))
        .contains("application/graphql-response+json; charset=utf-8");
    assertThat(refused.header("Cache-Control")).contains("no-store");
    assertThat(refused.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(meters.counter("graphql.admission.shed").count()).isEqualTo(before + 1);
    crowd.leaves();
    assertThat(client.ask("", "{ hello }").status()).isEqualTo(200);
  }

  @Test
  void aPageOfAnotherSiteMayReadItsRefusal() throws Exception {
    Crowd crowd = oneRunsAndOneWaits();

    Answer refused = send(post("{ hello }").header("Origin", "http://localhost:3000"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).contains("1");
    assertThat(refused.header("Access-Control-Allow-Origin")).contains("http://localhost:3000");
    crowd.leaves();
  }

  @Test
  void healthIsNeverRefused() throws Exception {
    Crowd crowd = oneRunsAndOneWaits();

    assertThat(send(client.request("/health").GET()).status()).isEqualTo(200);
    assertThat(send(client.request("/prometheus").GET()).text())
        .contains("graphql_admission_running 1.0", "graphql_admission_waiting 1.0");
    crowd.leaves();
  }

  @Test
  void theConnectionOfARefusalServesOn() throws Exception {
    byte[] large =
        ("{\"query\":\"{ hello }\",\"extensions\":{\"p\":\"" + "p".repeat(200_000) + "\"}}")
            .getBytes(StandardCharsets.UTF_8);
    try (KeptConnection kept = new KeptConnection(server.getURI(), null)) {
      Crowd crowd = oneRunsAndOneWaits();

      assertThat(kept.send(large)).isEqualTo(503);
      assertThat(kept.send(large)).isEqualTo(503);
      crowd.leaves();
      assertThat(kept.send(large)).isEqualTo(200);
    }
  }

  @Test
  void whoCloseTheirConnectionsAreAnsweredFirst() throws Exception {
    Crowd crowd = oneRunsAndOneWaits();

    List<String> lines = raw(get("{ hello }", "Connection: close\r\n"));

    assertThat(lines.getFirst()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(lines.getLast()).contains("UNAVAILABLE");
    crowd.leaves();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 100", "Content-Length: 900000", "Transfer-Encoding: chunked"})
  void whoSendsSlowlyTakesNoPlaceAndIsAnsweredInTime(String length) throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      slow.add(opened(HEAD + length + "\r\n\r\n2\r\n{\"\r\n"));
    }

    // Their heads take places for a moment; their bodies would for the two seconds of a request.
    long begun = System.nanoTime();
    for (int number = 0; number < 10; number++) {
      Waiting.until(() -> client.ask("", "{ hello }").status() == 200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
    List<String> answers = new ArrayList<>();
    for (Socket socket : slow) {
      answers.add(answer(socket));
      socket.close();
    }
    // Where two have their heads read at the same time a third is refused at once.
    assertThat(answers)
        .allMatch(text -> text.contains("TIMEOUT") || text.contains("runningRequests"))
        .anyMatch(text -> text.contains("The body was not there within 2000 ms."));
    Waiting.until(() -> gauge("running") == 0);
  }

  @Test
  void onlySoManyLongBodiesComeAtOnce() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      slow.add(opened(HEAD + "Content-Length: 900000\r\n\r\n{"));
    }

    int timedOut = 0;
    for (Socket socket : slow) {
      String answer = answer(socket);
      assertThat(answer).startsWith("HTTP/1.1 503 Service Unavailable");
      timedOut += answer.contains("TIMEOUT") ? 1 : 0;
      socket.close();
    }

    assertThat(timedOut).isBetween(1, 32);
    Waiting.until(() -> client.ask("", "{ hello }").status() == 200);
  }

  @Test
  void whoLeavesBeforeItsTurnGivesItsPlaceBack() throws Exception {
    Crowd crowd = oneRunsAndOneWaits();
    for (int number = 0; number < 5; number++) {
      opened(get("{ hello }", "")).close();
    }
    crowd.leaves();

    Waiting.until(() -> client.ask("", "{ hello }").status() == 200);
    Waiting.until(() -> gauge("running") == 0 && gauge("waiting") == 0);
  }

  @Test
  void answersKeepTheOrderOfTheQuestions() throws Exception {
    Pass running = Objects.requireNonNull(admission.enter(System.nanoTime()));
    CompletableFuture<List<String>> both =
        CompletableFuture.supplyAsync(
            () -> raw(get("{ viewer { name } }", "") + get("{ hello }", "Connection: close\r\n")));
    Waiting.until(() -> gauge("waiting") == 1);
    running.close();

    String[] answers = String.join("", both.join()).split("HTTP/1.1 ", -1);
    assertThat(answers).hasSize(3);
    assertThat(answers[1]).startsWith("200 OK").contains("viewer");
    // While the first waits there is no room for the second, which may be refused, in its turn.
    assertThat(answers[2]).containsAnyOf("hello", "UNAVAILABLE");
  }

  /** One who is in, and one who comes in after. */
  private record Crowd(Pass running, Thread waiting) {
    void leaves() throws InterruptedException {
      running.close();
      waiting.join();
    }
  }

  private Crowd oneRunsAndOneWaits() {
    Pass running = Objects.requireNonNull(admission.enter(System.nanoTime()));
    Thread waiting = Thread.ofVirtual().start(this::enterAndLeave);
    Waiting.until(() -> gauge("waiting") == 1);
    return new Crowd(running, waiting);
  }

  private void enterAndLeave() {
    try (Pass pass = admission.enter(System.nanoTime())) {
      assertThat(pass).isNotNull();
    }
  }

  private double gauge(String name) {
    return meters.get("graphql.admission." + name).gauge().value();
  }

  private HttpRequest.Builder post(String query) {
    return client
        .request("/graphql")
        .header("Content-Type", "application/json")
        .header("Accept", TestClient.RESPONSE_JSON)
        .POST(BodyPublishers.ofString(TestClient.write(Map.of("query", query))));
  }

  private Answer send(HttpRequest.Builder request) {
    return client.send(request);
  }

  private static String get(String query, String headers) {
    String encoded = java.net.URLEncoder.encode(query, StandardCharsets.UTF_8);
    return "GET /graphql?query=" + encoded + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  /** A connection on which this was sent. */
  private Socket opened(String sent) throws IOException {
    Socket socket = new Socket("localhost", server.getPort());
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** What comes back, up to its end or the end of a list of errors. */
  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    StringBuilder text = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0;
        next = socket.getInputStream().read()) {
      text.append((char) next);
      if (text.indexOf("}]}") >= 0) {
        break;
      }
    }
    return text.toString();
  }

  /** Everything that comes back until the server closes. */
  private List<String> raw(String requests) {
    try (Socket socket = opened(requests)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
      return lines;
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
