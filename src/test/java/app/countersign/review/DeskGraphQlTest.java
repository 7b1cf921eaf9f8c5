package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.annotation.AnnotationDesk;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.TagName;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the desk as the schema has it. */
@DeskTest
@Property(name = "countersign.database.name", value = "desk_graphql")
class DeskGraphQlTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject GraphQlCaller graphQl;
  @Inject ReviewDesk reviews;
  @Inject RevisionDesk texts;
  @Inject ClaimDesk claims;
  @Inject AnnotationDesk annotations;

  private Actor analyst;
  private Actor operator;
  private Actor senior;

  @BeforeEach
  void people() {
    analyst = desk.operator(Role.ANALYST);
    operator = desk.operator(Role.OPERATOR);
    senior = desk.operator(Role.SENIOR_OPERATOR);
    desk.user("user-1");
  }

  /** One operation with the least role it takes; {@code %s} is its input. */
  enum Operation {
    RECOMMENDATIONS(Role.ANALYST, "{ recommendations { nodes { id } } }"),
    RECOMMENDATION(Role.ANALYST, "query($id: ID!) { recommendation(id: $id) { id } }"),
    FLAGS(Role.ANALYST, "{ flags { nodes { id isOpen } } }"),
    OPERATOR_STATS(Role.ANALYST, "{ operatorStats { day pendingCount averageReviewSeconds } }"),
    ALERTS(Role.ANALYST, "{ alerts { kind severity message count threshold } }"),
    APPROVE(Role.OPERATOR, "approve", "Approve", "recommendationId: $id"),
    REJECT(Role.OPERATOR, "reject", "Reject", "recommendationId: $id, reason: \"" + REASON + "\""),
    FLAG(Role.OPERATOR, "flag", "Flag", "recommendationId: $id, reason: \"" + REASON + "\""),
    CLAIM(Role.OPERATOR, "claimRecommendation", "Claim", "recommendationId: $id"),
    CLAIM_NEXT(Role.OPERATOR, "claimNextRecommendation", "ClaimNext", "priority: [HIGH]"),
    RELEASE(Role.OPERATOR, "releaseClaim", "Release", "recommendationId: $id"),
    VIEW(Role.OPERATOR, "recordView", "View", "recommendationId: $id"),
    NOTE(Role.OPERATOR, "addNote", "Note", "recommendationId: $id, text: \"Hello.\""),
    TAG(Role.OPERATOR, "addTag", "Tag", "recommendationId: $id, tag: EDGE_CASE"),
    UNTAG(Role.OPERATOR, "removeTag", "Untag", "recommendationId: $id, tag: EDGE_CASE"),
    UNDO(Role.OPERATOR, "undoDecision", "Undo", "recommendationId: $decided"),
    MODIFY(Role.SENIOR_OPERATOR, "modify", "Modify", "recommendationId: $id, priority: LOW"),
    BULK(Role.SENIOR_OPERATOR, "bulkApprove", "Bulk", "recommendationIds: [$id]"),
    RESOLVE(
        Role.SENIOR_OPERATOR,
        "resolveFlag",
        "Resolve",
        "flagId: $flag, resolution: \"Checked with the user's bank.\""),
    SUBMIT(
        Role.SENIOR_OPERATOR,
        "submitRecommendations",
        "Submit",
        "source: \"Lab\", items: [{userId: \"nobody\", personaPrimary: STUDENT, type: QUIZ,"
            + " title: \"A short quiz\", rationale: \"Because of your two new cards.\","
            + " priority: LOW, contentId: \"quiz\"}]");

    private final Role least;
    private final String document;

    Operation(Role least, String query) {
      this.least = least;
      this.document = query;
    }

    Operation(Role least, String field, String name, String input) {
      List<String> used = new ArrayList<>();
      for (String variable : List.of("id", "decided", "flag")) {
        if (input.contains("$" + variable)) {
          used.add("$" + variable + ": ID!");
        }
      }
      String variables = used.isEmpty() ? "" : "(" + String.join(", ", used) + ")";
      this.least = least;
      this.document =
          "mutation %s%s { %s(input: {%s}) { userErrors { code message path currentVersion currentStatus } } }"
              .formatted(name, variables, field, input);
    }

    boolean isMutation() {
      return document.startsWith("mutation");
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void nobodyUnknownGetsIn(Operation operation) {
    Map<String, Object> things = things();
    List<String> before = desk.everything();

    JsonNode answer = graphQl.ask(null, operation.document, used(operation, things));

    assertThat(code(answer)).isEqualTo("UNAUTHENTICATED");
    assertThat(desk.everything()).isEqualTo(before);
  }

  static Stream<Operation> operationsOfMoreThanAnalysts() {
    return Stream.of(Operation.values()).filter(operation -> operation.least != Role.ANALYST);
  }

  @ParameterizedTest
  @MethodSource("operationsOfMoreThanAnalysts")
  void theRoleBelowIsForbidden(Operation operation) {
    Map<String, Object> things = things();
    Actor below = operation.least == Role.OPERATOR ? analyst : operator;
    List<String> before = desk.everything();

    JsonNode answer = graphQl.ask(below, operation.document, used(operation, things));

    assertThat(code(answer)).isEqualTo("FORBIDDEN");
    assertThat(desk.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void theLeastRoleMay(Operation operation) {
    Map<String, Object> things = things();
    Actor least =
        switch (operation.least) {
          case ANALYST -> analyst;
          case OPERATOR -> operator;
          default -> senior;
        };

    JsonNode answer = graphQl.ask(least, operation.document, used(operation, things));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    if (operation.isMutation()) {
      assertThat(answer.at("/data").elements().next().at("/userErrors"))
          .as(answer.toString())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVE", "REJECT", "FLAG", "CLAIM", "MODIFY", "UNDO"})
  void aStaleVersionIsRefusedWithTheCurrentOne(Operation operation) {
    Map<String, Object> things = things();
    String stale =
        operation
            .document
            .replace("Id: $", "Id: $")
            .replace("{recommendationId", "{expectedVersion: 7, recommendationId");
    List<String> before = desk.everything();

    JsonNode error =
        graphQl
            .ask(senior, stale, used(operation, things))
            .at("/data")
            .elements()
            .next()
            .at("/userErrors/0");

    boolean isUndo = operation == Operation.UNDO;
    assertThat(error.at("/code").asText()).isEqualTo("STALE_VERSION");
    assertThat(error.at("/path").toString()).isEqualTo("[\"input\",\"expectedVersion\"]");
    assertThat(error.at("/currentVersion").asInt()).isEqualTo(isUndo ? 2 : 1);
    assertThat(error.at("/currentStatus").asText()).isEqualTo(isUndo ? "REJECTED" : "PENDING");
    assertThat(desk.everything()).isEqualTo(before);
  }

  static Stream<Operation> operationsOnOneItem() {
    return Stream.of(Operation.values())
        .filter(
            operation ->
                operation.isMutation() && operation.document.contains("recommendationId: $"));
  }

  @ParameterizedTest
  @MethodSource("operationsOnOneItem")
  void anIdThatIsNoneNamesNothing(Operation operation) {
    List<String> before = desk.everything();

    for (String id : List.of("x", Ids.next().toString())) {
      Map<String, Object> variables = used(operation, Map.of("id", id, "decided", id, "flag", id));
      JsonNode error =
          graphQl
              .ask(senior, operation.document, variables)
              .at("/data")
              .elements()
              .next()
              .at("/userErrors/0");
      assertThat(error.at("/code").asText()).as(id).isEqualTo("NOT_FOUND");
      assertThat(error.at("/path").toString()).isEqualTo("[\"input\",\"recommendationId\"]");
    }
    assertThat(desk.everything()).isEqualTo(before);
  }

  @Test
  void aQueueWithEverythingBesideItTakesTheSameStatementsForTwoAsForTen() {
    String query =
        """
        query($first: Int) { recommendations(filter: {status: null}, first: $first) {
          totalCount pageInfo { hasNextPage endCursor }
          edges { cursor }
          nodes {
            id version userId source personaPrimary personaSecondary type title rationale
            disclaimer priority status generatedAt createdAt updatedAt undoableUntil
            user { id createdAt }
            content { id url readTimeMinutes provider ratePct }
            guardrails { passed tone { passed findings { code message words field } }
              advice { passed } eligibility { passed } }
            decision { id kind decidedByName decidedBy { name } decidedAt notes previousStatus
              undoableUntil undoneAt reviewSeconds batchId }
            claim { operatorId operator { name } claimedAt expiresAt isMine }
            delivery { status dueAt attemptCount }
            trace { id }
            flags(first: 3) { totalCount nodes { reason isOpen flaggedByName } }
            notes(first: 3) { nodes { text authorName } }
            tags { name taggedByName }
            revisions(first: 3) { nodes { title recommendationVersion guardrails { passed } } }
            decisions(first: 3) { nodes { kind undoneAt } }
            history(first: 3) { nodes { action actorName after } }
            viewerCan { approve { allowed reason } reject { allowed } modify { allowed }
              flag { allowed } claim { allowed } undo { allowed reason } }
          } } }
        """;
    for (int number = 0; number < 10; number++) {
      rich(number);
    }

    JsonNode answer = graphQl.ask(operator, query, Map.of("first", 10));
    int forTwo = graphQl.statements(operator, query, Map.of("first", 2));
    int forTen = graphQl.statements(operator, query, Map.of("first", 10));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    JsonNode last = answer.at("/data/recommendations/nodes/0");
    assertThat(last.at("/decision/decidedBy/name").asText()).isEqualTo(operator.name());
    assertThat(last.at("/flags/nodes/0/isOpen").asBoolean()).isFalse();
    assertThat(last.at("/notes/nodes/0/text").asText()).isEqualTo("Note 9");
    assertThat(last.at("/tags/0/name").asText()).isEqualTo("EDGE_CASE");
    assertThat(last.at("/revisions/nodes/0/recommendationVersion").asInt()).isEqualTo(1);
    assertThat(last.at("/delivery/status").asText()).isEqualTo("QUEUED");
    assertThat(last.at("/history/nodes/0/action").asText()).isEqualTo("APPROVE");
    assertThat(last.at("/viewerCan/undo/allowed").asBoolean()).isTrue();
    assertThat(last.at("/viewerCan/approve/reason").asText())
        .isEqualTo("It is approved now and cannot be approved.");
    assertThat(last.at("/content/ratePct").asText()).isEqualTo("4.50");
    assertThat(forTwo).isEqualTo(13);
    assertThat(forTen).isEqualTo(13);
  }

  @Test
  void aClaimIsTheCallersOrSomebodyElses() {
    Recommendation item = desk.item();
    claims.claim(operator, item.id(), false, null);
    String query =
        "query($id: ID!) { recommendation(id: $id) { claim { isMine operator { name } } } }";

    JsonNode mine = graphQl.ask(operator, query, Map.of("id", item.id()));
    JsonNode theirs = graphQl.ask(senior, query, Map.of("id", item.id()));

    assertThat(mine.at("/data/recommendation/claim/isMine").asBoolean()).isTrue();
    assertThat(theirs.at("/data/recommendation/claim/isMine").asBoolean()).isFalse();
    assertThat(theirs.at("/data/recommendation/claim/operator/name").asText())
        .isEqualTo(operator.name());
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAndAnotherInputIsRefused() {
    Recommendation item = desk.item();
    String approve =
        "mutation($id: ID!, $notes: String) { approve(input: {recommendationId: $id,"
            + " notes: $notes, idempotencyKey: \"once\"}) { recommendation { id version status"
            + " decision { notes } guardrails { passed } } userErrors { code path } } }";

    JsonNode first = graphQl.ask(operator, approve, Map.of("id", item.id(), "notes", "Fine."));
    JsonNode again = graphQl.ask(operator, approve, Map.of("id", item.id(), "notes", "Fine."));
    JsonNode other = graphQl.ask(operator, approve, Map.of("id", item.id(), "notes", "Odd."));

    assertThat(first.at("/data/approve/recommendation/version").asInt()).isEqualTo(2);
    assertThat(again).isEqualTo(first);
    assertThat(other.at("/data/approve/userErrors/0/code").asText()).isEqualTo("KEY_REUSED");
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "APPROVE");
  }

  @Test
  void aBulkApprovalCanBeRepeatedByItsKeyAsWell() {
    Recommendation good = desk.item();
    Recommendation failing = desk.item(DeskFixture.JUDGES);
    String bulk =
        "mutation($ids: [ID!]!) { bulkApprove(input: {recommendationIds: $ids,"
            + " idempotencyKey: \"bulk\"}) { totalCount approvedCount failedCount batchId results"
            + " { recommendationId isApproved recommendation { status } error { code path"
            + " currentVersion currentStatus } } userErrors { code } } }";
    Map<String, Object> ids = Map.of("ids", List.of(good.id(), "x", failing.id()));

    JsonNode first = graphQl.ask(senior, bulk, ids).at("/data/bulkApprove");
    JsonNode again = graphQl.ask(senior, bulk, ids).at("/data/bulkApprove");

    assertThat(first.at("/totalCount").asInt()).isEqualTo(3);
    assertThat(first.at("/approvedCount").asInt()).isEqualTo(1);
    assertThat(first.at("/failedCount").asInt()).isEqualTo(2);
    assertThat(first.at("/batchId").isNull()).isFalse();
    assertThat(first.at("/results/0/isApproved").asBoolean()).isTrue();
    assertThat(first.at("/results/0/error").isNull()).isTrue();
    assertThat(first.at("/results/1").toString())
        .isEqualTo(
            "{\"recommendationId\":\"x\",\"isApproved\":false,\"recommendation\":null,"
                + "\"error\":{\"code\":\"NOT_FOUND\",\"path\":[\"input\",\"recommendationIds\","
                + "\"1\"],\"currentVersion\":null,\"currentStatus\":null}}");
    assertThat(first.at("/results/2/error").toString())
        .isEqualTo(
            "{\"code\":\"GUARDRAILS_FAILED\",\"path\":[\"input\",\"recommendationIds\",\"2\"],"
                + "\"currentVersion\":1,\"currentStatus\":\"PENDING\"}");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void tooManyIdsAreAnErrorOfTheCall() {
    String bulk =
        "mutation($ids: [ID!]!) { bulkApprove(input: {recommendationIds: $ids}) { totalCount"
            + " results { isApproved } userErrors { code message path } } }";

    JsonNode answer =
        graphQl.ask(senior, bulk, Map.of("ids", Collections.nCopies(501, Ids.next().toString())));

    assertThat(answer.at("/data/bulkApprove").toString())
        .isEqualTo(
            "{\"totalCount\":0,\"results\":[],\"userErrors\":[{\"code\":\"INVALID_INPUT\","
                + "\"message\":\"Give 1 to 500 ids, not 501.\",\"path\":[\"input\","
                + "\"recommendationIds\"]}]}");
  }

  @Test
  void whatIsSubmittedIsAnsweredItemByItem() {
    desk.user("submitting", "RECOMMENDATIONS");
    String submit =
        """
        mutation($items: [SubmittedRecommendationInput!]!) {
          submitRecommendations(input: {source: "Lab", items: $items}) {
            acceptedCount refusedCount userErrors { code }
            results { index recommendation { status source trace { steps { name durationMillis }
              contentCandidates { contentId score isChosen parts { value } } model { temperature }
              signals { credit { numCreditCards } } asOf window } }
              userErrors { code path } } } }
        """;
    Map<String, Object> item = new HashMap<>();
    item.put("userId", "submitting");
    item.put("personaPrimary", "STUDENT");
    item.put("type", "QUIZ");
    item.put("title", "A short quiz");
    item.put("rationale", "Because of your two new cards.");
    item.put("priority", "LOW");
    item.put("contentId", "quiz");
    item.put(
        "trace",
        Map.of(
            "signalsDetectedAt", "2026-03-01T08:00:00Z",
            "personaAssignedAt", "2026-03-01T08:00:01Z",
            "contentMatchedAt", "2026-03-01T08:00:02Z",
            "rationaleGeneratedAt", "2026-03-01T08:00:02.5Z",
            "candidates", List.of(Map.of("contentId", "quiz", "title", "Q", "score", 0.5)),
            "model", Map.of("name", "small", "temperature", 0.25)));
    Map<String, Object> stranger = new HashMap<>(item);
    stranger.put("userId", "nobody");

    JsonNode answer =
        graphQl
            .ask(senior, submit, Map.of("items", List.of(stranger, item)))
            .at("/data/submitRecommendations");

    assertThat(answer.at("/acceptedCount").asInt()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.at("/refusedCount").asInt()).isEqualTo(1);
    assertThat(answer.at("/results/0/userErrors").toString())
        .isEqualTo("[{\"code\":\"NOT_FOUND\",\"path\":[\"input\",\"items\",\"0\",\"userId\"]}]");
    JsonNode trace = answer.at("/results/1/recommendation/trace");
    assertThat(trace.at("/steps/3").toString())
        .isEqualTo("{\"name\":\"RATIONALE_GENERATED\",\"durationMillis\":500.0}");
    assertThat(trace.at("/contentCandidates").toString())
        .isEqualTo("[{\"contentId\":\"quiz\",\"score\":0.5,\"isChosen\":true,\"parts\":[]}]");
    assertThat(trace.at("/model/temperature").asDouble()).isEqualTo(0.25);
    assertThat(trace.at("/asOf").asText()).isEqualTo("2026-03-01");
  }

  @Test
  void theListShowsWhatIsPendingUnlessAskedOtherwise() {
    Recommendation pending = desk.item();
    Recommendation rejected = desk.item();
    reviews.reject(operator, rejected.id(), REASON, null);

    assertThat(ids("{ recommendations(first: 100) { nodes { id } } }"))
        .contains(pending.id().toString())
        .doesNotContain(rejected.id().toString());
    assertThat(ids("{ recommendations(filter: null, first: 100) { nodes { id } } }"))
        .doesNotContain(rejected.id().toString());
    assertThat(ids("{ recommendations(filter: {priority: [HIGH]}, first: 100) { nodes { id } } }"))
        .doesNotContain(rejected.id().toString());
    assertThat(ids("{ recommendations(filter: {status: null}, first: 100) { nodes { id } } }"))
        .contains(pending.id().toString(), rejected.id().toString());
    assertThat(ids("{ recommendations(filter: {status: []}) { nodes { id } } }")).isEmpty();
  }

  @Test
  void aUsersRecommendationsAreAllUnlessStatusesAreNamed() {
    Recommendation item = desk.item();
    reviews.reject(operator, item.id(), REASON, null);
    String query =
        "query($status: [RecommendationStatus!]) { user(id: \"user-1\") {"
            + " recommendations(status: $status, first: 1) { nodes { id } } } }";
    Map<String, Object> none = new HashMap<>();
    none.put("status", null);

    assertThat(
            graphQl.ask(analyst, query, none).at("/data/user/recommendations/nodes/0/id").asText())
        .isEqualTo(item.id().toString());
    assertThat(
            graphQl
                .ask(analyst, query, Map.of("status", List.of()))
                .at("/data/user/recommendations/nodes"))
        .isEmpty();
  }

  @Test
  void badArgumentsAreBadRequests() {
    Map<String, Object> many = Map.of("ids", Collections.nCopies(101, "u"));

    assertThat(code(graphQl.ask(analyst, "{ alerts(timeZone: \"Mars/Base\") { kind } }", Map.of())))
        .isEqualTo("BAD_REQUEST");
    assertThat(
            code(graphQl.ask(analyst, "{ operatorStats(timeZone: \"+02:00\") { day } }", Map.of())))
        .isEqualTo("BAD_REQUEST");
    assertThat(code(graphQl.ask(analyst, "{ operatorStats(operatorId: \"x\") { day } }", Map.of())))
        .isEqualTo("BAD_REQUEST");
    assertThat(
            code(
                graphQl.ask(
                    analyst,
                    "{ recommendations(filter: {search: \"%s\"}) { totalCount } }"
                        .formatted("s".repeat(201)),
                    Map.of())))
        .isEqualTo("BAD_REQUEST");
    assertThat(
            code(
                graphQl.ask(
                    analyst,
                    "query($ids: [ID!]) { recommendations(filter: {userId: $ids}) { totalCount } }",
                    many)))
        .isEqualTo("BAD_REQUEST");
    assertThat(
            code(graphQl.ask(analyst, "{ recommendations(first: 101) { totalCount } }", Map.of())))
        .isEqualTo("BAD_REQUEST");
  }

  @Test
  void everythingWithAnIdOfItsOwnIsANode() {
    Recommendation item = desk.item();
    String flag = reviews.flag(operator, item.id(), REASON, null).flag().id().toString();
    String note = annotations.addNote(operator, item.id(), "Hello.").id().toString();
    String query =
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Flag { recommendation { id"
            + " } } ... on Note { recommendation { id } } } }";

    JsonNode nodes =
        graphQl
            .ask(analyst, query, Map.of("ids", List.of(flag, item.id(), note, "x")))
            .at("/data/nodes");

    assertThat(nodes.findValuesAsText("__typename"))
        .containsExactly("Flag", "Recommendation", "Note");
    assertThat(nodes.at("/0/recommendation/id").asText()).isEqualTo(item.id().toString());
    assertThat(nodes.at("/2/recommendation/id").asText()).isEqualTo(item.id().toString());
    assertThat(nodes.at("/3").isNull()).isTrue();
    assertThat(
            graphQl
                .ask(analyst, "{ recommendation(id: \"x\") { id } }", Map.of())
                .at("/data/recommendation")
                .isNull())
        .isTrue();
  }

  private void rich(int number) {
    Recommendation item = desk.item();
    desk.clock().advance(java.time.Duration.ofSeconds(1));
    texts.modify(senior, item.id(), new RevisionDesk.Change("Title " + number, null, null), null);
    annotations.addNote(operator, item.id(), "Note " + number);
    annotations.addTag(operator, item.id(), TagName.EDGE_CASE);
    reviews.flag(operator, item.id(), REASON, null);
    claims.claim(operator, item.id(), false, null);
    reviews.approve(operator, item.id(), null, null);
  }

  /** An item, one that the operator has rejected, and an open flag on a third. */
  private Map<String, Object> things() {
    Recommendation decided = desk.item();
    reviews.reject(operator, decided.id(), REASON, null);
    String flag = reviews.flag(operator, desk.item().id(), REASON, null).flag().id().toString();
    return Map.of(
        "id", desk.item().id().toString(), "decided", decided.id().toString(), "flag", flag);
  }

  private static Map<String, Object> used(Operation operation, Map<String, Object> things) {
    Map<String, Object> used = new HashMap<>(things);
    used.keySet().removeIf(name -> !operation.document.contains("$" + name + ":"));
    return used;
  }

  private List<String> ids(String query) {
    return graphQl.ask(analyst, query, Map.of()).at("/data").findValuesAsText("id");
  }

  private static @Nullable String code(JsonNode answer) {
    return Objects.requireNonNull(answer.at("/errors/0/extensions/code")).asText();
  }
}
