package app.countersign.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.testing.AtOnce;
import app.countersign.testing.TestContracts;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtractOnTwoServersTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "countersign.database.name", "extract_two_servers",
          "countersign.schedule.enabled", false,
          "extraction.scripted", true);

  private EmbeddedServer first;
  private EmbeddedServer second;

  @BeforeAll
  void start() {
    first = ApplicationContext.run(EmbeddedServer.class, SETTINGS, Environment.TEST);
    second = ApplicationContext.run(EmbeddedServer.class, SETTINGS, Environment.TEST);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void manyOnBothMakeOneExtraction() throws Exception {
    TestContracts here = contracts(first);
    String contractId = here.contract();
    List<Callable<JsonNode>> calls = new ArrayList<>();
    for (EmbeddedServer server : List.of(first, second)) {
      contracts(server).token();
      scripted(server).says(ExtractOnTwoServersTest::slowly);
      for (int i = 0; i < 16; i++) {
        calls.add(
            () ->
                contracts(server)
                    .extract(Map.of("contractId", contractId, "provider", "BEDROCK"))
                    .data("extractContract"));
      }
    }

    List<JsonNode> answers = AtOnce.run(calls);

    assertThat(answers).filteredOn(each -> each.path("isNew").asBoolean()).hasSize(1);
    assertThat(answers.stream().map(each -> each.at("/extraction/id").asText()).distinct())
        .hasSize(1);
    assertThat(scripted(first).reads() + scripted(second).reads()).isEqualTo(1);
    assertThat(here.audited(contractId)).containsExactly("EXTRACT");
  }

  @Test
  void whatIsSubmittedOnOneIsSeenAtOnceOnTheOther() {
    TestContracts here = contracts(first);
    String id = here.extracted(here.contract()).path("id").asText();
    assertThat(status(second, id)).isEqualTo("PENDING");
    assertThat(status(second, id)).isEqualTo("PENDING");

    here.submit(id, List.of());

    Waiting.until(() -> status(second, id).equals("APPROVED"));
    assertThat(status(first, id)).isEqualTo("APPROVED");
  }

  private static String status(EmbeddedServer server, String id) {
    return contracts(server).read(id).path("status").asText();
  }

  private static TestContracts contracts(EmbeddedServer server) {
    return server.getApplicationContext().getBean(TestContracts.class);
  }

  private static ScriptedReader scripted(EmbeddedServer server) {
    return server.getApplicationContext().getBean(ScriptedReader.class);
  }

  private static Optional<ReadTerms> slowly() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return Optional.of(ScriptedReader.terms(ScriptedReader.PLAIN));
  }
}
