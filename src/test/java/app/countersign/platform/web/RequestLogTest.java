package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@MicronautTest(environments = "platform", transactional = false)
class RequestLogTest {
  private static final Logger REQUESTS =
      (Logger) LoggerFactory.getLogger("app.countersign.requests");

  private final TestClient client;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  RequestLogTest(EmbeddedServer server) {
    this.client = new TestClient(server.getURI());
  }

  @BeforeEach
  void listen() {
    REQUESTS.setLevel(Level.INFO);
    REQUESTS.setAdditive(false);
    lines.start();
    REQUESTS.addAppender(lines);
  }

  @AfterEach
  void stop() {
    REQUESTS.detachAppender(lines);
    REQUESTS.setAdditive(true);
    REQUESTS.setLevel(null);
  }

  @Test
  void aRequestIsOneLineWithoutItsContent() {
    TestClient.Answer answer =
        client.ask(
            "operator",
            "query Find($t: String) { echo(text: $t) { text } }",
            Map.of("t", "kim@example.org"));

    Map<String, String> line = only();
    assertThat(line)
        .containsEntry("requestId", answer.header("X-Request-Id").orElseThrow())
        .containsEntry("method", "POST")
        .containsEntry("path", "/graphql")
        .containsEntry("status", "200")
        .containsEntry("actorId", TestPlatform.actor("operator").orElseThrow().id().toString())
        .containsEntry("operation", "Find")
        .containsEntry("outcome", "OK")
        .containsKey("durationMs")
        .hasSize(8);
    assertThat(line.toString()).doesNotContain("kim@example.org", "echo");
  }

  @Test
  void aRefusalSaysItsCode() {
    client.ask("", "{ helo }");

    assertThat(only())
        .containsEntry("outcome", "GRAPHQL_VALIDATION_FAILED")
        .doesNotContainKeys("actorId", "operation");
  }

  @Test
  void whatACallerTypedIntoThePathIsNotWritten() {
    client.send(client.request("/kim@example.org/x"));

    assertThat(only()).containsEntry("path", "/…").containsEntry("status", "404");
  }

  @Test
  void healthIsNotLogged() {
    client.send(client.request("/health/liveness"));

    assertThat(lines.list).isEmpty();
  }

  @Test
  void productionWritesOneJsonObjectALine() throws JoranException, IOException {
    client.ask("operator", "query Greeting { hello }");
    LoggerContext production = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(production);
    configurator.doConfigure(
        Objects.requireNonNull(RequestLogTest.class.getResource("/logback-prod.xml")));
    Logger root = production.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    AsyncAppender queue = (AsyncAppender) root.getAppender("lines");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ((OutputStreamAppender<ILoggingEvent>) queue.getAppender("json")).setOutputStream(written);
    int many = 3 * queue.getQueueSize();

    for (int number = 0; number < many; number++) {
      queue.doAppend(lines.list.getFirst());
    }
    production.stop();

    List<String> all = written.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(all).hasSize(many);
    assertThat(Set.copyOf(all)).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(all.getFirst());
    assertThat(line.path("message").asText()).isEqualTo("request");
    assertThat(line.path("operation").asText()).isEqualTo("Greeting");
    assertThat(line.path("status").asInt()).isEqualTo(200);
  }

  private Map<String, String> only() {
    List<ILoggingEvent> events = List.copyOf(lines.list);
    assertThat(events).hasSize(1);
    return events.getFirst().getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }
}
