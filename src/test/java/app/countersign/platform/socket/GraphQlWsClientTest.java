package app.countersign.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.testing.NodeFolder;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The client by the protocol's authors; needs Node and npm. */
@MicronautTest(environments = "platform", transactional = false)
@EnabledIf("hasNode")
class GraphQlWsClientTest {
  private static final NodeFolder FOLDER = new NodeFolder(Path.of("target", "graphql-ws"));

  private final EmbeddedServer server;
  private final Connections connections;

  GraphQlWsClientTest(EmbeddedServer server, Connections connections) {
    this.server = server;
    this.connections = connections;
  }

  static boolean hasNode() {
    return NodeFolder.isPossible();
  }

  @Test
  void theClientUnderstandsTheServer() throws IOException {
    FOLDER.install(
        "/graphql-ws-client.mjs", "client.mjs", "graphql-ws@6.0.6", "ws@8.18.3", "graphql@16.11.0");

    NodeFolder.Output output =
        FOLDER.run(
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
}
