package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and change what, over HTTP; and what it costs. */
@InsightTest
class InsightAccessTest {
  private static final LocalDate TODAY = LocalDate.ofInstant(TestClock.MORNING, ZoneOffset.UTC);
  private static final String LIST =
      """
      query ($kinds: [InsightKind!], $away: Boolean, $first: Int, $after: String) {
        insights(filter: {kind: $kinds, includeDismissed: $away}, first: $first, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            id kind severity origin currency subject title text madeAt dataAsOf dismissedAt
            figures { name unit amount { amount currency } percent count months
              period { from to } }
          }
        }
      }
      """;
  private static final String SUMMARY =
      """
      { insightsSummary {
          period { from to } generatedAt origin insightCounts { kind count }
          spending {
            currency total { amount } orderCount averageOrder { amount }
            topMerchant { name total { amount } orderCount sharePercent }
            topCategory { name total { amount } orderCount sharePercent }
            subscriptionCount monthlySubscriptions { amount } } } }
      """;
  private static final String DISMISS =
      """
      mutation ($input: DismissInsightInput!) {
        dismissInsight(input: $input) {
          insight { id dismissedAt } userErrors { code path } } }
      """;
  private static final String NODE =
      "query ($id: ID!) { node(id: $id) { ... on Insight { id title } } }";

  @Inject Api api;
  @Inject InsightDesk desk;
  @Inject TestClock clock;
  @Inject Sql sql;

  private Actor owner;
  private Actor stranger;
  private String insightId = "";

  @BeforeEach
  void begin() {
    clock.set(TestClock.MORNING);
    owner = desk.consenting("Owner " + UUID.randomUUID());
    stranger = desk.consenting("Stranger");
    desk.groceries(
        owner,
        List.of(
            new Object[] {TODAY, "12.50", "ALDI 123"},
            new Object[] {TODAY.minusDays(1), "7.50", "ALDI 123"}));
    desk.makeAll();
    insightId = list(owner, Map.of()).at("/nodes/0/id").asText();
  }

  private JsonNode list(Actor caller, Map<String, ?> variables) {
    return api.send(TestCustomers.token(caller), LIST, variables).data("insights");
  }

  @Test
  void anonymousCallersAreAskedToSignIn() {
    assertThat(api.query(null, LIST).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.query(null, SUMMARY).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.call(null, DISMISS, Map.of("insightId", insightId)).errors())
        .containsExactly("UNAUTHENTICATED");
    assertThat(api.send(null, NODE, Map.of("id", insightId)).errors())
        .containsExactly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANALYST", "OPERATOR", "SENIOR_OPERATOR", "ADMIN"})
  void theDeskHasNoInsights(String role) {
    assertThat(api.query(role, LIST).errors()).containsExactly("FORBIDDEN");
    assertThat(api.query(role, SUMMARY).errors()).containsExactly("FORBIDDEN");
    assertThat(api.call(role, DISMISS, Map.of("insightId", insightId)).errors())
        .containsExactly("FORBIDDEN");
    assertThat(api.send(role, NODE, Map.of("id", insightId)).data("node").isNull()).isTrue();
  }

  @Test
  void aStrangersInsightIsAbsent() {
    String token = TestCustomers.token(stranger);

    assertThat(list(stranger, Map.of()).path("nodes")).isEmpty();
    assertThat(api.query(token, SUMMARY).data("insightsSummary").isNull()).isTrue();
    assertThat(api.call(token, DISMISS, Map.of("insightId", insightId)).refused("dismissInsight"))
        .containsExactly("NOT_FOUND input.insightId");
    assertThat(api.send(token, NODE, Map.of("id", insightId)).data("node").isNull()).isTrue();
    assertThat(list(owner, Map.of()).at("/nodes/0/dismissedAt").isNull()).isTrue();
  }

  @Test
  void theOwnerSeesTheFiguresAsTheyAreStored() {
    JsonNode found = list(owner, Map.of("kinds", List.of("TOP_CATEGORY")));

    JsonNode top = found.at("/nodes/0");
    assertThat(found.path("totalCount").asInt()).isEqualTo(1);
    assertThat(top.path("subject").asText()).isEqualTo("Groceries");
    assertThat(top.path("origin").asText()).isEqualTo("OWN");
    assertThat(top.path("dataAsOf").asText()).isEqualTo(TODAY.toString());
    assertThat(top.path("madeAt").asText()).isEqualTo(TestClock.MORNING.toString());
    assertThat(top.at("/figures/0/amount/amount").asText()).isEqualTo("20.00");
    assertThat(top.at("/figures/0/period/to").asText()).isEqualTo(TODAY.toString());
    assertThat(top.at("/figures/1/count").asInt()).isEqualTo(2);
    assertThat(top.at("/figures/2/percent").asText()).isEqualTo("100.00");
    JsonNode summary = api.query(TestCustomers.token(owner), SUMMARY).data("insightsSummary");
    assertThat(summary.at("/period/to").asText()).isEqualTo(TODAY.toString());
    assertThat(summary.at("/spending/0/total/amount").asText()).isEqualTo("20.00");
    assertThat(summary.at("/spending/0/orderCount").asInt()).isEqualTo(2);
    assertThat(summary.at("/spending/0/averageOrder/amount").asText()).isEqualTo("10.00");
    assertThat(summary.at("/spending/0/monthlySubscriptions").isNull()).isTrue();
    assertThat(summary.at("/origin").asText()).isEqualTo("OWN");
    assertThat(
            api.send(TestCustomers.token(owner), NODE, Map.of("id", insightId))
                .data("node.id")
                .asText())
        .isEqualTo(insightId);
  }

  @Test
  void theListIsPaged() {
    JsonNode first = list(owner, Map.of("first", 1));
    JsonNode second =
        list(owner, Map.of("first", 1, "after", first.at("/pageInfo/endCursor").asText()));

    assertThat(first.path("totalCount").asInt()).isEqualTo(2);
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(second.at("/nodes/0/id").asText()).isNotEqualTo(first.at("/nodes/0/id").asText());
    assertThat(list(owner, Map.of("kinds", List.of())).path("nodes")).isEmpty();
  }

  @Test
  void theOwnerPutsOneAwayAndTheAuditTrailTellsNoFigure() {
    String token = TestCustomers.token(owner);
    Map<String, String> input = Map.of("insightId", insightId, "idempotencyKey", "once");

    JsonNode dismissed = api.call(token, DISMISS, input).data("dismissInsight");
    JsonNode again =
        api.call(token, DISMISS, Map.of("insightId", insightId)).data("dismissInsight");

    assertThat(dismissed.at("/insight/dismissedAt").asText())
        .isEqualTo(TestClock.MORNING.toString());
    assertThat(again).isEqualTo(dismissed);
    assertThat(list(owner, Map.of()).path("totalCount").asInt()).isEqualTo(1);
    assertThat(list(owner, Map.of("away", true)).path("totalCount").asInt()).isEqualTo(2);
    assertThat(
            sql.list(
                "SELECT action || coalesce(before::text, '') || coalesce(after::text, '') AS entry"
                    + " FROM audit_entry WHERE subject_type = 'Insight' AND subject_id = ?",
                row -> Rows.text(row, "entry"),
                insightId))
        .hasSize(1)
        .allSatisfy(entry -> assertThat(entry).startsWith("DISMISS").doesNotContain("12.50"));
  }

  @Test
  void anIdThatIsNoneIsRefusedInItsPlace() {
    String token = TestCustomers.token(owner);

    assertThat(api.call(token, DISMISS, Map.of("insightId", "no id")).refused("dismissInsight"))
        .hasSize(1)
        .allSatisfy(refusal -> assertThat(refusal).endsWith("input.insightId"));
  }

  @Test
  void readingTakesOneStatement() {
    assertThat(api.statements(owner, "{ insights { nodes { id figures { name } } } }", Map.of()))
        .hasSize(1);
    assertThat(api.statements(owner, SUMMARY, Map.of())).hasSize(1);
  }
}
