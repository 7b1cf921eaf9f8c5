package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.testing.NodeFolder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The audits by which the authors of GraphQL over HTTP measure servers; needs Node and npm. */
@MicronautTest(environments = "platform", transactional = false)
@EnabledIf("hasNode")
class GraphQlOverHttpAuditsTest {
  private static final String PACKAGE = "graphql-http@1.23.1";
  private static final String ENGINE = "graphql@16.11.0";
  private static final NodeFolder FOLDER = new NodeFolder(Path.of("target", "graphql-http"));

  private final EmbeddedServer server;

  GraphQlOverHttpAuditsTest(EmbeddedServer server) {
    this.server = server;
  }

  static boolean hasNode() {
    return NodeFolder.isPossible();
  }

  @Test
  void everyAuditHolds() throws IOException {
    FOLDER.install("/graphql-http-audits.mjs", "audits.mjs", PACKAGE, ENGINE);

    NodeFolder.Output output =
        FOLDER.run("node", "audits.mjs", server.getURI().resolve("/graphql").toString());

    assertThat(output.exitCode()).as(output.text()).isZero();
    JsonNode audits = new ObjectMapper().readTree(output.text());
    List<String> broken = new ArrayList<>();
    for (JsonNode audit : audits) {
      if (!audit.path("status").asText().equals("ok")) {
        broken.add(audit.toString());
      }
    }
    assertThat(broken).isEmpty();
    assertThat(audits).hasSizeGreaterThan(50);
  }
}
