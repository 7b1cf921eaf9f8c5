package app.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.BothWays;
import app.countersign.platform.web.Browser;
import app.countersign.platform.web.GraphiqlPage;
import app.countersign.review.GraphQlCaller;
import app.countersign.testing.Waiting;
import app.countersign.testing.operation.GeneratedOperations;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.GraphQLSchema;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  @Inject DemoCustomers customers;
  @Inject GraphQlCaller graphQl;
  @Inject Sql sql;
  @Inject BothWays both;
  @Inject GraphQLSchema schema;

  @BeforeAll
  void waitForTheDemo() throws InterruptedException {
    demo.await();
  }

  /** With {@code -Dcountersign.test.operations=20000} for as long as that takes. */
  @Test
  void generatedQueriesAreAnsweredByPlansAsByGraphQlJava() {
    List<String> ids =
        sql.list(
            """
            (SELECT id::text FROM recommendation LIMIT 20)
            UNION ALL (SELECT id FROM app_user LIMIT 5)
            UNION ALL (SELECT id::text FROM contract LIMIT 5)
            UNION ALL (SELECT id::text FROM chat LIMIT 5)
            UNION ALL (SELECT id::text FROM bill LIMIT 5)
            UNION ALL (SELECT id::text FROM person LIMIT 5)
            """,
            row -> Rows.text(row, "id"));
    GeneratedOperations operations =
        new GeneratedOperations(schema, GeneratedOperations.Options.queries(ids));
    List<Actor> actors = actors();
    int count = Integer.getInteger("countersign.test.operations", 1_000);

    for (int seed = 0; seed < count; seed++) {
      both.compare(operations.operation(seed), actors.get(seed % actors.size()));
    }

    assertThat(both.differences()).isEmpty();
    assertThat(both.equal()).isGreaterThan(count * 8 / 10);
    assertThat(both.unsteady()).isLessThan(1 + count / 20);
  }

  private List<Actor> actors() {
    List<Actor> actors = new ArrayList<>();
    for (Role role : List.of(Role.ADMIN, Role.ADMIN, Role.ANALYST)) {
      actors.add(new Actor(Ids.next(), "Ada", role, Actor.Kind.PERSON, null));
    }
    sql.list("SELECT person_id FROM customer", row -> Rows.uuid(row, "person_id"))
        .forEach(id -> actors.add(new Actor(id, "Mia", Role.CUSTOMER, Actor.Kind.PERSON, null)));
    return actors;
  }

  @Test
  void everyBankDocumentAndGeneratedUserIsThere() {
    assertThat(number("SELECT count(*) AS n FROM app_user")).isEqualTo(108);
    assertThat(number("SELECT count(*) AS n FROM customer")).isEqualTo(2);
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
        .isEqualTo(101);
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
        .isEqualTo(
            number(
                "SELECT count(*) AS n FROM audit_entry WHERE action = 'CREATE'"
                    + " AND recommendation_id IS NOT NULL"));
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
            "{queue of 2=5, queue of 20=5, item=5, approve=6, undo=9, bulk of 2=7,"
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
  void theCustomersSignInAndAreAmongThoseWhoCan() throws IOException {
    assertThat(customers.present()).isEqualTo(DemoCustomers.PEOPLE);
    for (DemoOperators.Person person : DemoCustomers.PEOPLE) {
      JsonNode session =
          graphQl
              .ask(
                  null,
                  operation("sign-in-customer"),
                  Map.of("email", person.email(), "password", DemoOperators.PASSWORD))
              .at("/data/signIn/session");

      assertThat(session.path("accessToken").asText()).isNotEmpty();
      assertThat(session.at("/customer/name").asText()).isEqualTo(person.name());
      assertThat(session.at("/customer/isEmailVerified").asBoolean()).isTrue();
      assertThat(session.at("/customer/onboardingStatus").asText()).isEqualTo("COMPLETE");
      assertThat(session.at("/customer/consents").findValuesAsText("isGranted"))
          .containsExactlyElementsOf(
              person.equals(DemoCustomers.MIA)
                  ? List.of("true", "true", "false")
                  : List.of("false", "false", "false"));
    }
  }

  @Test
  void miaHasOrdersCardsAndATrackedProductAndNoahNoneOfThem() {
    String query =
        """
        { purchases(first: 20) { totalCount nodes { total { amount } } }
          cards(first: 10) { nodes { product { name } } }
          trackedProducts(first: 10) { nodes { target { amount } alertState
            statistics { observationCount lowest { amount } current { amount } } } } }
        """;

    JsonNode own = graphQl.ask(mia(), query, Map.of()).path("data");
    JsonNode other = graphQl.ask(noah(), query, Map.of()).path("data");

    assertThat(own.at("/purchases/totalCount").asInt()).isEqualTo(11);
    assertThat(
            own.at("/purchases/nodes").findValuesAsText("amount").stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("785.22");
    assertThat(own.at("/cards/nodes").findValuesAsText("name"))
        .containsExactlyInAnyOrder("Tovalin Pantry", "Brimsey Double");
    assertThat(own.at("/trackedProducts/nodes/0"))
        .hasToString(
            "{\"target\":{\"amount\":\"15.50\"},\"alertState\":\"ARMED\",\"statistics\":"
                + "{\"observationCount\":7,\"lowest\":{\"amount\":\"15.49\"},"
                + "\"current\":{\"amount\":\"17.99\"}}}");
    assertThat(own.at("/trackedProducts/nodes")).hasSize(1);
    assertThat(other.at("/purchases/totalCount").asInt()).isZero();
    assertThat(other.at("/cards/nodes")).isEmpty();
    assertThat(other.at("/trackedProducts/nodes")).isEmpty();
  }

  @Test
  void theAssistantAnsweredAQuestionOfEachKind() throws IOException {
    JsonNode chats = graphQl.ask(mia(), operation("chats"), Map.of()).at("/data/chats");
    JsonNode solo = chats.at("/nodes/1");

    assertThat(chats.path("totalCount").asInt()).isEqualTo(2);
    assertThat(chats.path("nodes").findValuesAsText("title"))
        .containsExactly("Flat", "Ask the assistant");
    assertThat(solo.at("/messages/nodes").findValuesAsText("status"))
        .hasSize(8)
        .containsOnly("COMPLETE");
    assertThat(solo.at("/messages/nodes").findValuesAsText("action"))
        .containsExactly("NONE", "CARD", "NONE", "SPLIT", "NONE", "TRACKER", "NONE", "GENERAL");
    assertThat(solo.at("/messages/nodes").findValuesAsText("__typename"))
        .containsExactly("CardAdvice", "BillSplit", "PriceWatch", "Passages");
    assertThat(chats.at("/nodes/0/members").findValuesAsText("name"))
        .containsExactly("Mia Berg", "Noah Silva");
    assertThat(chats.at("/nodes/0/messages/nodes")).hasSize(6);
    assertThat(graphQl.ask(noah(), operation("chats"), Map.of()).at("/data/chats/totalCount"))
        .hasToString("1");
  }

  @Test
  void theFlatHasABillThatWasCountersignedAndOneThatWaits() throws IOException {
    String chatId =
        graphQl.ask(mia(), operation("chats"), Map.of()).at("/data/chats/nodes/0/id").asText();

    JsonNode shared =
        graphQl.ask(mia(), operation("bills-and-debts"), Map.of("chatId", chatId)).path("data");

    assertThat(shared.at("/bills/nodes"))
        .extracting(
            bill ->
                "%s %s %s, %s"
                    .formatted(
                        bill.path("title").asText(),
                        bill.at("/total/amount").asText(),
                        bill.path("status").asText(),
                        bill.at("/viewerCan/countersign/allowed").asBoolean()))
        .containsExactlyInAnyOrder(
            "Groceries 84.60 RECORDED, false", "Internet 64.00 PROPOSED, true");
    assertThat(shared.at("/balances/balances")).hasSize(2);
    assertThat(shared.at("/settleUp/transfers"))
        .hasToString(
            "[{\"from\":{\"name\":\"Noah Silva\"},\"to\":{\"name\":\"Mia Berg\"},"
                + "\"amount\":{\"amount\":\"42.30\",\"currency\":\"USD\"}}]");
  }

  @Test
  void miasOrdersComeToInsightsAndHerCardsToAdvice() throws IOException {
    String insights = operation("insights");
    Waiting.until(
        () ->
            graphQl.ask(mia(), insights, Map.of()).at("/data/insightsSummary/spending").isArray());

    JsonNode told = graphQl.ask(mia(), insights, Map.of()).path("data");
    JsonNode advice =
        graphQl.ask(
            mia(),
            operation("card-advice"),
            Map.of(
                "amount", Map.of("amount", "120.00", "currency", "USD"), "category", "GROCERIES"));

    assertThat(told.at("/insightsSummary/spending/0/total/amount").asText()).isEqualTo("298.73");
    assertThat(told.at("/insights/nodes").findValuesAsText("kind"))
        .containsExactlyInAnyOrder(
            "CHANGE_AGAINST_USUAL",
            "CHANGE_AGAINST_USUAL",
            "LARGEST_ORDER",
            "TOP_CATEGORY",
            "TOP_MERCHANT");
    assertThat(advice.at("/data/cardAdvice/best"))
        .hasToString(
            "{\"title\":\"Tovalin Pantry (4421)\","
                + "\"netReward\":{\"amount\":\"7.20\",\"currency\":\"USD\"}}");
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
    return graphQl.statements(actor, operation(operation), variables);
  }

  private static String operation(String name) throws IOException {
    return Files.readString(
        Path.of("src/main/resources/graphiql/operations/%s.graphql".formatted(name)));
  }

  private Actor mia() {
    return customers.actor(DemoCustomers.MIA);
  }

  private Actor noah() {
    return customers.actor(DemoCustomers.NOAH);
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
