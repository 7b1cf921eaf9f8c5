package app.countersign.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The client by the protocol's authors; needs Node and npm. */
@MicronautTest(environments = "platform", transactional = false)
@EnabledIf("hasNode")
class GraphQlWsClientTest {
  private static final Path FOLDER = Path.of("target", "graphql-ws");

  private final EmbeddedServer server;
  private final Connections connections;

  GraphQlWsClientTest(EmbeddedServer server, Connections connections) {
    this.server = server;
    this.connections = connections;
  }

  static boolean hasNode() {
    try {
      return run("node", "--version").exitCode() == 0 && run("npm", "--version").exitCode() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void theClientUnderstandsTheServer() throws IOException {
    install();

    Output output =
        run(
            "node",
            "client.mjs",
            server.getURI().toString().replaceFirst("http", "ws") + "/graphql");

    assertThat(output.exitCode()).as(output.text()).isZero();
    JsonNode seen = new ObjectMapper().readTree(output.text());
    assertThat(seen.at("/query"))
        .hasToString(
            "{\"results\":[{\"data\":{\"viewer\":{\"name\":\"operator\",\"role\":\"OPERATOR\"}}}]}");
    assertThat(seen.at("/many/results")).hasSize(1000);
    assertThat(seen.at("/many/results/999/data/ticks"))
        .hasToString("{\"number\":1000,\"author\":{\"name\":\"Ada\"}}");
    assertThat(seen.at("/many").has("failure")).isFalse();
    assertThat(seen.at("/stopped/results")).hasSize(3);
    assertThat(seen.at("/invalid/failure/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(seen.at("/anonymous/failure/0/extensions/code").asText())
        .isEqualTo("UNAUTHENTICATED");
    assertThat(seen.at("/mutation/failure/0/message").asText())
        .isEqualTo("Mutations are only served by POST.");
    assertThat(seen.at("/badToken/failure/code").asInt()).isEqualTo(4403);
    Waiting.until(() -> connections.openConnections() == 0);
    Waiting.until(() -> connections.runningOperations() == 0);
  }

  private static void install() throws IOException {
    Files.createDirectories(FOLDER);
    try (InputStream script =
        Objects.requireNonNull(
            GraphQlWsClientTest.class.getResourceAsStream("/graphql-ws-client.mjs"))) {
      Files.write(FOLDER.resolve("client.mjs"), script.readAllBytes());
    }
    if (!Files.exists(FOLDER.resolve("node_modules/graphql-ws/package.json"))) {
      Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
      Output output =
          run(
              "npm",
              "install",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "graphql-ws@6.0.6",
              "ws@8.18.3",
              "graphql@16.11.0");
      assertThat(output.exitCode()).as(output.text()).isZero();
    }
  }

  private record Output(int exitCode, String text) {}

  private static Output run(String... command) throws IOException {
    Files.createDirectories(FOLDER);
    Process process = new ProcessBuilder(command).directory(FOLDER.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command[0] + " did not end");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
    return new Output(process.exitValue(), text);
  }
}
