package app.countersign.pipeline;

import static app.countersign.pipeline.PipelineFixture.ALL;
import static app.countersign.pipeline.PipelineFixture.CARD_HEAVY;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.Recommendation;
import app.countersign.testing.TestTraces;
import app.countersign.trace.ModelUse;
import app.countersign.trace.TraceRepository;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A language model is asked ahead of the transaction that stores what it said. */
@PipelineTest
@Property(name = "countersign.database.name", value = "pipeline_polish")
@Property(name = "countersign.test.polisher", value = "true")
class PolishAheadTest {
  @Inject PipelineFixture pipeline;
  @Inject GraphQlClient server;
  @Inject Recommender recommender;
  @Inject RecommendWork work;
  @Inject TraceRepository traces;
  @Inject ObservingPolisher polisher;

  /** Polishes a word, and notes whether a transaction was running. */
  @Singleton
  @Requires(property = "countersign.test.polisher")
  static class ObservingPolisher implements RationalePolisher {
    final List<Boolean> inTransaction = new CopyOnWriteArrayList<>();
    private final TransactionOperations<Connection> transactions;

    ObservingPolisher(TransactionOperations<Connection> transactions) {
      this.transactions = transactions;
    }

    @Override
    public Optional<PolishedText> polish(PersonaKind persona, String title, String rationale) {
      inTransaction.add(transactions.findTransactionStatus().isPresent());
      return Optional.of(
          new PolishedText(
              rationale.replace(" could ", " might "), "word-swap", new BigDecimal("0.2"), 40));
    }
  }

  @BeforeEach
  void forget() {
    polisher.inTransaction.clear();
  }

  @Test
  void aMutationAsksOutsideOfAnyTransactionAndStoresThePolishedText() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    JsonNode answer =
        server.ask(
            "senior_operator",
            """
            mutation ($input: GenerateRecommendationsInput!) {
              generateRecommendations(input: $input) {
                recommendations { id rationale trace { model { name temperature tokens } } }
              }
            }
            """,
            Map.of("users", Map.of("userId", userId)));

    JsonNode made = answer.at("/data/generateRecommendations/recommendations");
    assertThat(made).isNotEmpty();
    assertThat(polisher.inTransaction).hasSameSizeAs(made).containsOnly(false);
    for (JsonNode one : made) {
      assertThat(one.path("rationale").asText()).contains("might").doesNotContain("could");
      assertThat(one.at("/trace/model/name").asText()).isEqualTo("word-swap");
      assertThat(one.at("/trace/model/tokens").asInt()).isEqualTo(40);
    }
    assertThat(pipeline.counts(userId)).isEqualTo(List.of(1, 1, made.size()));
  }

  @Test
  void aJobMakesItsChunksReadyOutsideOfAnyTransaction() {
    String userId = pipeline.user(CARD_HEAVY, ALL);
    String input = app.countersign.platform.db.Json.write(PipelineFixture.TODAY);

    var ready = work.prepare(input, PipelineFixture.SENIOR, List.of(userId));
    int asked = polisher.inTransaction.size();
    List<Integer> rehearsed = pipeline.counts(userId);
    Map<String, String> failures = pipeline.inTransaction(() -> ready.process(List.of(userId)));

    assertThat(failures).isEmpty();
    assertThat(rehearsed).containsOnly(0);
    assertThat(polisher.inTransaction).hasSize(asked).isNotEmpty().containsOnly(false);
    assertThat(pipeline.counts(userId).getLast()).isEqualTo(asked);
  }

  @Test
  void withoutPolishAheadTheTemplatesStand() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    List<Recommendation> made = pipeline.made(userId);

    assertThat(made).extracting(Recommendation::rationale).allMatch(text -> text.contains("could"));
    List<UUID> ids = made.stream().map(Recommendation::id).toList();
    assertThat(TestTraces.of(traces, ids).values())
        .extracting(trace -> (ModelUse) trace.model())
        .containsOnlyNulls();
  }
}
