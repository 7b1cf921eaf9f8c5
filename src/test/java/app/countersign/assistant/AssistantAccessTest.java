package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.ScriptedEngines.Script;
import app.countersign.intent.Intent;
import app.countersign.platform.access.Actor;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each operation as nobody, an operator, a stranger, a member and the one who asked. */
@AssistantTest
class AssistantAccessTest {
  private static final String RETRY =
      """
      mutation ($input: RetryAnswerInput!) { retryAnswer(input: $input) { answer { id }
        userErrors { code path message currentStatus } } }
      """;
  private static final String READ =
      "query ($id: ID!) { node(id: $id) { ... on ChatMessage { " + ChatRoom.MESSAGE + " } } }";
  private static final String ARTICLES =
      """
      { articles(first: 2) { totalCount nodes { id title topics updatedOn text
          sections { heading text } } edges { cursor } pageInfo { hasNextPage endCursor } }
        article(id: "refunds") { title } }
      """;

  @Inject ChatRoom room;
  @Inject Api api;

  private Actor ana;
  private Actor ben;
  private Actor stranger;
  private UUID group;
  private JsonNode failed;

  @BeforeEach
  void begin() {
    Script.reset();
    Script.WORK.put(
        Intent.SPLIT,
        (question, stages) -> {
          throw new IllegalStateException("as the test wants");
        });
    ana = room.person("Ana");
    ben = room.person("Ben");
    stranger = room.person("Stranger");
    group = room.group(ana, ben);
    failed = room.ask(ana, group, "@assistant split 90 USD equally");
  }

  @AfterEach
  void end() {
    Script.reset();
  }

  private Api.Answer retry(String token, Object id) {
    return api.call(token, RETRY, Map.of("messageId", id));
  }

  @Test
  void anAnswerIsTriedAgainByWhoAskedAlone() {
    String id = failed.path("id").asText();
    String question = failed.path("answersId").asText();

    assertThat(retry(null, id).errors()).containsExactly("UNAUTHENTICATED");
    for (String role : List.of("ANALYST", "OPERATOR", "SENIOR_OPERATOR", "ADMIN")) {
      assertThat(retry(role, id).errors()).as(role).containsExactly("FORBIDDEN");
    }
    assertThat(retry(TestCustomers.token(stranger), id).refused("retryAnswer"))
        .containsExactly("NOT_FOUND input.messageId");
    assertThat(retry(TestCustomers.token(ben), id).refused("retryAnswer"))
        .containsExactly("NOT_ALLOWED input.messageId");
    for (Object none : List.of(question, UUID.randomUUID(), "no id")) {
      assertThat(retry(TestCustomers.token(ana), none).refused("retryAnswer"))
          .as(none.toString())
          .containsExactly("NOT_FOUND input.messageId");
    }
    assertThat(room.answer(ana, group, UUID.fromString(question)).path("status").asText())
        .isEqualTo("FAILED");

    Script.WORK.clear();
    Api.Answer again = retry(TestCustomers.token(ana), id);

    assertThat(again.refused("retryAnswer")).isEmpty();
    assertThat(again.data("retryAnswer.answer.id").asText()).isEqualTo(id);
    assertThat(room.ended(ana, group, UUID.fromString(question)).path("status").asText())
        .isEqualTo("COMPLETE");
  }

  @Test
  void theSameKeyTriesAgainOnce() {
    Script.WORK.clear();
    Map<String, Object> input =
        Map.of("messageId", failed.path("id").asText(), "idempotencyKey", UUID.randomUUID());

    Api.Answer first = api.call(TestCustomers.token(ana), RETRY, input);
    JsonNode ended = room.ended(ana, group, UUID.fromString(failed.path("answersId").asText()));
    Api.Answer second = api.call(TestCustomers.token(ana), RETRY, input);

    assertThat(first.refused("retryAnswer")).isEmpty();
    assertThat(second.refused("retryAnswer")).isEmpty();
    assertThat(ended.path("attemptCount").asInt()).isEqualTo(2);
  }

  @Test
  void whatStandsBesideAnAnswerIsReadByMembersAlone() {
    Map<String, Object> id = Map.of("id", failed.path("id").asText());

    assertThat(api.send(null, READ, id).errors()).contains("UNAUTHENTICATED");
    assertThat(api.send("ADMIN", READ, id).data("node").isNull()).isTrue();
    assertThat(api.send(TestCustomers.token(stranger), READ, id).data("node").isNull()).isTrue();
    for (Actor member : List.of(ana, ben)) {
      JsonNode read = api.send(TestCustomers.token(member), READ, id).data("node");
      assertThat(read.path("failure").asText()).startsWith("The answer could not be worked out.");
      assertThat(read.path("stages")).hasSize(1);
      assertThat(read.at("/canRetry/allowed").asBoolean()).isEqualTo(member.equals(ana));
    }
  }

  @Test
  void articlesAreReadByCustomersAndTheDesk() {
    assertThat(api.query(null, ARTICLES).errors()).containsOnly("UNAUTHENTICATED");
    for (String token : List.of("ANALYST", "ADMIN", TestCustomers.token(ana))) {
      Api.Answer answer = api.query(token, ARTICLES);

      assertThat(answer.errors()).as(token).isEmpty();
      assertThat(answer.data("articles.totalCount").asInt()).isEqualTo(39);
      assertThat(answer.data("articles.nodes.0.id").asText()).isEqualTo("credit-utilization");
      assertThat(answer.data("articles.nodes.0.text").asText()).startsWith("What it is\n\nCredit");
      assertThat(answer.data("articles.pageInfo.hasNextPage").asBoolean()).isTrue();
      assertThat(answer.data("article.title").asText()).isEqualTo("Refunds");
    }
  }

  @Test
  void articlesAreFoundByWordsBestFirst() {
    String query =
        "query ($s: String, $after: String) { articles(search: $s, first: 1, after: $after) {"
            + " totalCount nodes { id } pageInfo { endCursor } } article(id: \"none\") { id } }";

    Api.Answer found = api.send("ANALYST", query, Map.of("s", "forgotten passcode"));
    Api.Answer none = api.send("ANALYST", query, Map.of("s", "xylophone"));
    Api.Answer tooLong = api.send("ANALYST", query, Map.of("s", "x".repeat(201)));
    Api.Answer cursor = api.send("ANALYST", query, Map.of("s", "passcode", "after", "bad"));

    assertThat(found.data("articles.nodes.0.id").asText()).isEqualTo("pin-and-passcode");
    assertThat(found.data("article").isNull()).isTrue();
    assertThat(none.data("articles.totalCount").asInt()).isZero();
    assertThat(tooLong.errors()).containsExactly("BAD_REQUEST");
    assertThat(cursor.errors()).containsExactly("BAD_REQUEST");
  }

  @Test
  void aPageOfMessagesTakesAsManyStatementsWhateverItsLength() {
    String query =
        "query ($id: ID!) { chat(id: $id) { messages(last: 100) { nodes { "
            + ChatRoom.MESSAGE
            + " } } } }";
    int few = api.statements(ana, query, Map.of("id", group)).size();
    Script.WORK.clear();
    for (int turn = 0; turn < 5; turn++) {
      room.ask(ana, group, "@assistant split 90 USD equally");
    }

    List<String> many = api.statements(ana, query, Map.of("id", group));

    assertThat(many).hasSize(few).hasSizeLessThanOrEqualTo(13);
  }
}
