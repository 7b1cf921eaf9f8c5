package app.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.web.Browser;
import app.countersign.platform.web.GraphiqlPage;
import app.countersign.review.GraphQlCaller;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first start as a newcomer has it: everything is played by the real services. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "demo_test")
@Property(name = "countersign.demo.enabled", value = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
  @Inject EmbeddedServer server;
  @Inject DemoData demo;
  @Inject DemoOperators operators;
  @Inject GraphQlCaller graphQl;
  @Inject Sql sql;

  @BeforeAll
  void waitForTheDemo() throws InterruptedException {
    demo.await();
  }

  @Test
  void everyBankDocumentAndGeneratedUserIsThere() {
    assertThat(number("SELECT count(*) AS n FROM app_user")).isEqualTo(106);
    assertThat(number("SELECT count(*) AS n FROM app_user WHERE id LIKE 'plaid\\_%'")).isEqualTo(6);
  }

  @Test
  void allPersonasAndBothFallbacksArise() {
    List<String> personas =
        sql.list(
            "SELECT DISTINCT persona FROM persona_assignment WHERE signal_window = 'DAYS_180'",
            row -> Rows.text(row, "persona"));

    assertThat(personas)
        .containsExactlyInAnyOrder(
            "HIGH_UTILIZATION",
            "VARIABLE_INCOME_BUDGETER",
            "STUDENT",
            "SUBSCRIPTION_HEAVY",
            "SAVINGS_BUILDER",
            "GENERAL",
            "NONE");
    assertThat(number("SELECT count(*) AS n FROM persona_transition WHERE positive")).isPositive();
  }

  @Test
  void whoeverAgreedHasAPersonaOfTheSameDayInBothWindows() {
    assertThat(
            number(
                """
                SELECT count(*) AS n FROM (
                  SELECT user_id FROM persona_assignment
                  WHERE as_of = (SELECT max(as_of) FROM persona_assignment)
                  GROUP BY user_id HAVING count(DISTINCT signal_window) = 2) today
                """))
        .isEqualTo(
            number("SELECT count(*) AS n FROM consent WHERE kind = 'DATA_ANALYSIS' AND granted"))
        .isEqualTo(100);
  }

  @Test
  void theDemosPastIsInTheOrderOfItsTimes() {
    assertThat(
            number(
                """
                SELECT count(*) AS n FROM audit_entry later JOIN audit_entry earlier
                  USING (subject_type, subject_id)
                WHERE later.sequence = earlier.sequence + 1 AND later.at < earlier.at
                  AND later.action <> 'DELIVERY'
                """))
        .isZero();
  }

  @Test
  void theQueueWaitsAndEveryKindOfDecisionWasTaken() {
    for (String status : List.of("PENDING", "APPROVED", "REJECTED", "FLAGGED")) {
      assertThat(
              number(
                  "SELECT count(*) AS n FROM recommendation WHERE status = '%s'".formatted(status)))
          .as(status)
          .isPositive();
    }
    assertThat(number("SELECT count(*) AS n FROM decision WHERE undone_at IS NOT NULL"))
        .isPositive();
    assertThat(number("SELECT count(*) AS n FROM revision")).isPositive();
    assertThat(number("SELECT count(*) AS n FROM note")).isPositive();
    assertThat(number("SELECT count(*) AS n FROM tag")).isPositive();
    assertThat(number("SELECT count(*) AS n FROM flag WHERE resolved_at IS NOT NULL")).isPositive();
    assertThat(number("SELECT count(*) AS n FROM recommendation WHERE NOT guardrails_passed"))
        .isPositive();
  }

  @Test
  void everyStateHasItsEntryAndTheTrailIsIntact() {
    assertThat(number("SELECT count(*) AS n FROM audit_faults(NULL, NULL)")).isZero();
    assertThat(number("SELECT count(*) AS n FROM recommendation"))
        .isEqualTo(number("SELECT count(*) AS n FROM audit_entry WHERE action = 'CREATE'"));
    assertThat(number("SELECT count(*) AS n FROM recommendation"))
        .isEqualTo(number("SELECT count(*) AS n FROM decision_trace"));
    assertThat(number("SELECT count(*) AS n FROM decision"))
        .isEqualTo(
            number(
                "SELECT count(*) AS n FROM audit_entry WHERE action IN ('APPROVE', 'REJECT',"
                    + " 'FLAG')"));
  }

  @Test
  void nobodyIsRecommendedAnythingWithoutConsent() {
    assertThat(
            number(
                """
                SELECT count(*) AS n FROM recommendation r WHERE
                  (SELECT count(*) FROM consent c WHERE c.user_id = r.user_id AND c.granted
                    AND c.kind IN ('DATA_ANALYSIS', 'RECOMMENDATIONS')) < 2
                """))
        .isZero();
    assertThat(
            number(
                """
                SELECT count(*) AS n FROM recommendation r WHERE r.type = 'PARTNER_OFFER'
                  AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.user_id = r.user_id AND c.granted
                    AND c.kind = 'PARTNER_OFFERS')
                """))
        .isZero();
  }

  @Test
  void anAnalystSignsInWithABrowserAndSeesTheQueue() throws Exception {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    try (Browser browser = Browser.start(chromium.get(), 1440, 900)) {
      GraphiqlPage page = new GraphiqlPage(browser);

      page.open("http://localhost:%d/graphiql".formatted(server.getPort()));
      page.signIn("olivia@countersign.example", DemoOperators.PASSWORD);
      page.waitForStatus("Olivia Okafor, senior operator");
      page.openTab("Queue");
      page.run();
      page.waitForAnswer("\"totalCount\": ");

      assertThat(page.answer("data.recommendations.nodes.length").asInt()).isEqualTo(10);
      page.assertNothingFailed();
      page.screenshot(Path.of("target/graphiql-queue.png"));
    }
  }

  @Test
  void aClerkHasAContractReadInABrowser() throws Exception {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    try (Browser browser = Browser.start(chromium.get(), 1440, 900)) {
      GraphiqlPage page = new GraphiqlPage(browser);

      page.open("http://localhost:%d/graphiql".formatted(server.getPort()));
      page.signIn("jonas@countersign.example", DemoOperators.PASSWORD);
      page.waitForStatus("Jonas Lind, operator");
      page.openTab("ExtractContract");
      page.run();
      page.waitForAnswer("\"PRO_RATA_DAILY\"");

      assertThat(page.answer("data.extractContract.extraction.premium.value.amount").asText())
          .isEqualTo("895.00");
      page.assertNothingFailed();
      page.screenshot(Path.of("target/graphiql-contract.png"));
    }
  }

  @Test
  void theReadyOperationsTakeAsManyStatementsForManyRowsAsForFew() throws Exception {
    Actor olivia = operators.actor(DemoOperators.OLIVIA);
    List<String> ids = approvable();

    Map<String, Integer> statements = new LinkedHashMap<>();
    statements.put("queue of 2", statements(olivia, "queue", Map.of("first", 2)));
    statements.put("queue of 20", statements(olivia, "queue", Map.of("first", 20)));
    statements.put("item", statements(olivia, "item-with-trace", Map.of("id", ids.getFirst())));
    statements.put("approve", statements(olivia, "approve", Map.of("id", ids.getFirst())));
    statements.put("undo", statements(olivia, "undo", Map.of("id", ids.getFirst())));
    statements.put(
        "bulk of 2", statements(olivia, "bulk-approve", Map.of("ids", ids.subList(1, 3))));
    statements.put(
        "bulk of 20", statements(olivia, "bulk-approve", Map.of("ids", ids.subList(3, 23))));
    statements.put(
        "user", statements(olivia, "signals-and-personas", Map.of("userId", "user_000")));
    statements.put("audit", statements(olivia, "audit-trail-check", Map.of()));

    assertThat(statements)
        .hasToString(
            "{queue of 2=4, queue of 20=4, item=3, approve=6, undo=9, bulk of 2=7,"
                + " bulk of 20=7, user=3, audit=2}");
  }

  @Test
  void contractsAreThereReadCheckedAndQuotedAndTheFirstIsLeftForTheTour() {
    assertThat(number("SELECT count(*) AS n FROM contract")).isEqualTo(25);
    assertThat(number("SELECT count(*) AS n FROM document WHERE text_status = 'COMPLETED'"))
        .isEqualTo(25);
    assertThat(
            number(
                "SELECT count(*) AS n FROM extraction WHERE is_current AND contract_id <>"
                    + " 'GAP-2024-0001'"))
        .isEqualTo(19);
    assertThat(number("SELECT count(*) AS n FROM extraction WHERE status = 'APPROVED'"))
        .isEqualTo(13);
    assertThat(number("SELECT count(*) AS n FROM refund_quote WHERE contract_id = 'GAP-2024-0001'"))
        .isZero();
    assertThat(number("SELECT count(*) AS n FROM refund_quote")).isEqualTo(5);
  }

  @Test
  void theMetricsCountWhatTheDemoDid() {
    Actor rita = operators.actor(DemoOperators.RITA);
    String query =
        """
        { systemMetrics(days: 60) { contractCount extractionCount pendingExtractionCount
            approvedExtractionCount refundQuoteCount daily { importedCount extractedCount
            submittedCount quotedCount } weekly { extractedCount } caches { name } } }
        """;

    JsonNode metrics = graphQl.ask(rita, query, Map.of()).at("/data/systemMetrics");

    assertThat(metrics.path("contractCount").asInt()).isEqualTo(25);
    assertThat(metrics.path("pendingExtractionCount").asInt()).isBetween(6, 7);
    assertThat(metrics.path("approvedExtractionCount").asInt()).isEqualTo(13);
    assertThat(metrics.path("refundQuoteCount").asInt()).isEqualTo(5);
    assertThat(metrics.path("daily")).hasSize(60);
    assertThat(sum(metrics.path("daily"), "importedCount")).isEqualTo(25);
    assertThat(sum(metrics.path("daily"), "extractedCount"))
        .isEqualTo(metrics.path("extractionCount").asInt())
        .isBetween(19, 20);
    assertThat(sum(metrics.path("daily"), "submittedCount")).isEqualTo(13);
    assertThat(sum(metrics.path("daily"), "quotedCount")).isEqualTo(5);
    assertThat(sum(metrics.path("weekly"), "extractedCount"))
        .isEqualTo(metrics.path("extractionCount").asInt());
    assertThat(metrics.path("caches").findValuesAsText("name"))
        .containsExactly("contract", "contract-search", "document-text", "extraction");
  }

  @Test
  void metricsAreOfOneToNinetyDays() {
    Actor rita = operators.actor(DemoOperators.RITA);
    for (int days : List.of(0, 91)) {
      JsonNode answer =
          graphQl.ask(
              rita,
              "query($d: Int) { systemMetrics(days: $d) { contractCount } }",
              Map.of("d", days));

      assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
    }
  }

  private static int sum(JsonNode list, String field) {
    int sum = 0;
    for (JsonNode item : list) {
      sum += item.path(field).asInt();
    }
    return sum;
  }

  private int statements(Actor actor, String operation, Map<String, Object> variables)
      throws IOException {
    String text =
        Files.readString(
            Path.of("src/main/resources/graphiql/operations/%s.graphql".formatted(operation)));
    return graphQl.statements(actor, text, variables);
  }

  private List<String> approvable() {
    return sql.list(
        """
        SELECT id FROM recommendation WHERE status = 'PENDING' AND guardrails_passed
        ORDER BY id LIMIT 30
        """,
        row -> Rows.text(row, "id"));
  }

  private long number(String query) {
    return Objects.requireNonNull(sql.first(query, row -> Rows.longInteger(row, "n")));
  }
}
