package app.countersign.platform.web;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The audits by which the authors of GraphQL over HTTP measure servers; needs Node and npm. */
@MicronautTest(environments = "platform", transactional = false)
@EnabledIf("hasNode")
class GraphQlOverHttpAuditsTest {
  private static final String PACKAGE = "graphql-http@1.23.1";
  private static final String ENGINE = "graphql@16.11.0";
  private static final Path FOLDER = Path.of("target", "graphql-http");

  private final EmbeddedServer server;

  GraphQlOverHttpAuditsTest(EmbeddedServer server) {
    this.server = server;
  }

  static boolean hasNode() {
    try {
      return run("node", "--version").exitCode() == 0 && run("npm", "--version").exitCode() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void everyAuditHolds() throws IOException {
    install();

    Output output = run("node", "audits.mjs", server.getURI().resolve("/graphql").toString());

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

  private static void install() throws IOException {
    Files.createDirectories(FOLDER);
    try (InputStream script =
        Objects.requireNonNull(
            GraphQlOverHttpAuditsTest.class.getResourceAsStream("/graphql-http-audits.mjs"))) {
      Files.write(FOLDER.resolve("audits.mjs"), script.readAllBytes());
    }
    if (!Files.exists(FOLDER.resolve("node_modules/graphql-http/package.json"))) {
      Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
      Output output =
          run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE, ENGINE);
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
