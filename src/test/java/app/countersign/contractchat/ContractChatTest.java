package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and answers where no language model is configured. */
@ChatTest
class ContractChatTest {
  private static final String TEXT =
      "😀 Pläne und Рейсы.\n\nThe charge is $895.00.\fA fee of $50.00 is kept when you cancel. 🚗"
          + "\fNothing else.";
  private static final String CONVERSATION =
      """
      query($id: ID!) { contractConversation(id: $id) { id availableUntil
        messages(first: 100) { totalCount nodes { id sequence role status text } } } }
      """;

  @Inject ChatFixture chat;
  @Inject TestClock clock;
  @Inject Sql sql;
  @Inject StalledAnswers stalled;
  @Inject ExpiredConversations expired;

  private Actor operator;
  private String contract;

  @BeforeEach
  void begin() {
    operator = chat.operator();
    contract = chat.contract(TEXT);
  }

  @Test
  void theBestPassageIsQuotedWithItsPlaceAndItIsSaidThatNoModelTookPart() {
    JsonNode asked = chat.ask(operator, contract, "Is there a fee when I cancel?");

    JsonNode answer = asked.at("/answer");
    assertThat(answer.at("/text").asText())
        .isEqualTo(
            """
            No language model took part in this answer. These passages come closest to the question:

            [1] Page 2:
            A fee of $50.00 is kept when you cancel. 🚗

            [2] Page 1:
            😀 Pläne und Рейсы.

            The charge is $895.00.\
            """);
    assertThat(answer.at("/source").asText()).isEqualTo("PASSAGES");
    assertThat(answer.at("/status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.at("/model").isNull()).isTrue();
    assertThat(answer.at("/citations/0").toString())
        .isEqualTo(
            "{\"number\":1,\"page\":2,\"quote\":\"A fee of $50.00 is kept when you cancel. 🚗\","
                + "\"startOffset\":43,\"endOffset\":85}");
    assertThat(asked.at("/question/sequence").asInt()).isEqualTo(1);
    assertThat(asked.at("/question/text").asText()).isEqualTo("Is there a fee when I cancel?");
    assertThat(answer.at("/sequence").asInt()).isEqualTo(2);
    assertThat(asked.at("/answerId")).isEqualTo(answer.at("/id"));
    assertThat(asked.at("/conversation/contract/id").asText()).isEqualTo(contract);
    assertThat(asked.at("/conversation/availableUntil").asText())
        .isEqualTo(clock.instant().plus(Duration.ofHours(4)).toString());
  }

  @Test
  void offsetsOfCitationsAreCodePointsOfTheText() {
    JsonNode citations = chat.ask(operator, contract, "fee charge nothing").at("/answer/citations");

    int[] text = TEXT.codePoints().toArray();
    assertThat(citations).hasSize(3);
    for (JsonNode citation : citations) {
      int start = citation.at("/startOffset").asInt();
      int end = citation.at("/endOffset").asInt();
      assertThat(new String(text, start, end - start)).isEqualTo(citation.at("/quote").asText());
    }
  }

  @Test
  void aTextThatSaysNothingIsSaidToWithoutCitation() {
    JsonNode answer = chat.ask(operator, contract, "Xylophones?").at("/answer");

    assertThat(answer.at("/text").asText())
        .isEqualTo("No language model took part in this answer. The text says nothing about this.");
    assertThat(answer.at("/citations")).isEmpty();
  }

  @Test
  void anAuditEntryHoldsIdsAndLengthsAndNothingOfWhatWasSaid() {
    JsonNode asked = chat.ask(operator, contract, "Is there a secret fee 😀?");

    List<String> entries =
        sql.list(
            "SELECT a.action || ' ' || a.subject_id || ' ' || a.after::text AS row FROM audit_entry"
                + " a WHERE a.contract_id = ? AND a.action = 'ASK'",
            row -> row.getString("row"),
            contract);
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst())
        .startsWith("ASK " + asked.at("/conversation/id").asText())
        .contains("\"messageLength\": 24", asked.at("/answerId").asText())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\t"})
  void aBlankMessageIsRefused(String message) {
    refused("INVALID_INPUT", "message", Map.of("contractId", contract, "message", message));
  }

  @Test
  void aMessageHasAtMostTwoThousandCharacters() {
    refused(
        "INVALID_INPUT", "message", Map.of("contractId", contract, "message", "😀".repeat(2001)));

    JsonNode longest = chat.ask(operator, contract, "😀".repeat(2000));
    assertThat(longest.at("/userErrors")).isEmpty();
  }

  @Test
  void whatIsNotThereIsRefused() {
    String without = chat.contract(null);
    JsonNode other = chat.ask(chat.operator(), contract, "Fee?");
    JsonNode own = chat.ask(operator, chat.contract(TEXT), "Fee?");

    refused("NOT_FOUND", "contractId", Map.of("contractId", "C-0", "message", "Fee?"));
    refused("TEXT_MISSING", "contractId", Map.of("contractId", without, "message", "Fee?"));
    for (String id : List.of("x", Ids.next().toString(), other.at("/conversation/id").asText())) {
      refused("NOT_FOUND", "conversationId", goingOn(id));
    }
    refused("INVALID_INPUT", "conversationId", goingOn(own.at("/conversation/id").asText()));
  }

  @Test
  void aConversationGoesOnAndIsKeptFourHoursFromTheLastMessage() {
    JsonNode first = chat.ask(operator, contract, "Fee?");
    clock.advance(Duration.ofHours(3));
    JsonNode second = chat.goOn(operator, first, "Charge?");
    clock.advance(Duration.ofHours(4).minusSeconds(1));
    JsonNode there = conversation(operator, first);
    clock.advance(Duration.ofSeconds(1));
    JsonNode gone = conversation(operator, first);

    assertThat(second.at("/answer/sequence").asInt()).isEqualTo(4);
    assertThat(there.at("/messages/nodes").findValuesAsText("sequence"))
        .containsExactly("1", "2", "3", "4");
    assertThat(there.at("/messages/totalCount").asInt()).isEqualTo(4);
    assertThat(gone.isNull()).isTrue();
    refused("NOT_FOUND", "conversationId", goingOn(first.at("/conversation/id").asText()));
    assertThat(nodes(operator, first)).containsExactly("null", "null", "null");
  }

  @Test
  void theSweepDeletesWhatIsOverAndNothingElse() {
    JsonNode old = chat.ask(operator, contract, "Fee?");
    clock.advance(Duration.ofHours(2));
    JsonNode young = chat.ask(operator, contract, "Fee?");
    clock.advance(Duration.ofHours(2));

    expired.task().execute(null, null);

    assertThat(count(old)).isZero();
    assertThat(count(young)).isEqualTo(2);
  }

  @Test
  void anotherOperatorSeesNothing() {
    JsonNode asked = chat.ask(operator, contract, "Fee?");
    Actor admin = chat.operator(Role.ADMIN);

    assertThat(conversation(operator, asked).isNull()).isFalse();
    assertThat(conversation(admin, asked).isNull()).isTrue();
    assertThat(nodes(operator, asked)).doesNotContain("null").hasSize(3);
    assertThat(nodes(admin, asked)).containsExactly("null", "null", "null");
  }

  @Test
  void anAccountOfAnotherContractIsOfferedAndItsContractsListedNewestFirst() {
    String account = "ACC-" + Ids.next();
    String older = chat.contract(account, TEXT);
    clock.advance(Duration.ofSeconds(1));
    String newer = chat.contract(account, null);

    JsonNode question =
        chat.ask(operator, contract, "And for 999999999999 or (" + account + ")?").at("/question");

    assertThat(question.at("/switchOffer/accountNumber").asText()).isEqualTo(account);
    assertThat(question.at("/switchOffer/contracts").findValuesAsText("id"))
        .containsExactly(newer, older);
  }

  @Test
  void numbersThatOnlyLookLikeAnAccountAreNotOffered() {
    String account = "400" + String.format("%09d", Ids.next().hashCode() & 0x1FFFFFFF);
    chat.contract(account, TEXT);
    String grouped =
        account.substring(0, 3) + "-" + account.substring(3, 7) + "-" + account.substring(7);
    String wide =
        account
            .chars()
            .mapToObj(digit -> "" + (char) (digit - '0' + '０'))
            .reduce("", String::concat);

    for (String written :
        List.of(account + "1", "x" + account, account + "-", grouped, wide, "ACC-" + account)) {
      assertThat(offer(contract, written).isNull()).as(written).isTrue();
    }
    for (String written :
        List.of(account + ".", "№" + account, "１" + account, "_" + account + "_")) {
      assertThat(offer(contract, written).at("/accountNumber").asText())
          .as(written)
          .isEqualTo(account);
    }
  }

  @Test
  void ofTwoAccountsTheFirstThatIsNotTheContractsOwnIsOffered() {
    String own = "4" + Ids.next();
    String other = "5" + Ids.next();
    String third = "6" + Ids.next();
    String asked = chat.contract(own, TEXT);
    chat.contract(other, TEXT);
    chat.contract(third, TEXT);

    assertThat(offer(asked, own + " " + other + " " + third).at("/accountNumber").asText())
        .isEqualTo(other);
    assertThat(offer(asked, own).isNull()).isTrue();
  }

  @Test
  void thirtyTwoQuestionsAtOnceTakeThirtyTwoPlaces() throws Exception {
    JsonNode first = chat.ask(operator, contract, "Fee?");
    List<JsonNode> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> asked =
          IntStream.range(0, 32)
              .mapToObj(number -> threads.submit(() -> chat.goOn(operator, first, "Fee " + number)))
              .toList();
      for (Future<JsonNode> one : asked) {
        answers.add(one.get());
      }
    }

    List<Integer> questions =
        answers.stream().map(one -> one.at("/question/sequence").asInt()).sorted().toList();
    assertThat(questions)
        .isEqualTo(IntStream.rangeClosed(1, 32).mapToObj(number -> 2 * number + 1).toList());
    assertThat(answers)
        .allSatisfy(
            one -> {
              assertThat(one.at("/answer/sequence").asInt())
                  .isEqualTo(one.at("/question/sequence").asInt() + 1);
              assertThat(one.at("/answer/status").asText()).isEqualTo("COMPLETE");
            });
    answers.sort(Comparator.comparing(one -> one.at("/question/sequence").asInt()));
    assertThat(conversation(operator, first).at("/messages/nodes").findValuesAsText("text"))
        .contains(answers.getLast().at("/question/text").asText());
  }

  @Test
  void theSameKeyGivesTheSameQuestionAgain() {
    Map<String, Object> input =
        Map.of("contractId", contract, "message", "Fee?", "idempotencyKey", "once");

    JsonNode first = chat.ask(operator, input);
    JsonNode again = chat.ask(operator, input);

    assertThat(again).isEqualTo(first);
    assertThat(count(first)).isEqualTo(2);
    assertThat(
            chat.rows("SELECT k.answer::text AS row FROM idempotency_key k").stream()
                .filter(kept -> kept.contains("Fee?") || kept.contains(" fee")))
        .isEmpty();
  }

  @Test
  void anAnswerWhoseServerDiedIsGivenUpAfterAMinute() {
    JsonNode asked = chat.ask(operator, contract, "Fee?");
    sql.update(
        "UPDATE contract_message SET status = 'PENDING', text = 'A fee', finished_at = NULL"
            + " WHERE id = ?::uuid",
        asked.at("/answerId").asText());
    clock.advance(Duration.ofSeconds(59));
    stalled.task().execute(null, null);
    String before = message(asked).at("/status").asText();
    clock.advance(Duration.ofSeconds(1));
    stalled.task().execute(null, null);

    JsonNode after = message(asked);
    assertThat(before).isEqualTo("PENDING");
    assertThat(after.at("/status").asText()).isEqualTo("FAILED");
    assertThat(after.at("/failure").asText()).isEqualTo(StalledAnswers.FAILURE);
    assertThat(after.at("/text").asText()).isEqualTo("A fee");
  }

  @Test
  void anAnswerRestsOnTheTextInForceWhenItWasAsked() {
    JsonNode first = chat.ask(operator, contract, "Fee?");
    chat.text(contract, 2, "A fee of $75.00 is kept.");

    JsonNode second = chat.goOn(operator, first, "Fee?");

    assertThat(second.at("/answer/citations/0/quote").asText())
        .isEqualTo("A fee of $75.00 is kept.");
    assertThat(message(first).at("/text").asText()).contains("$50.00");
  }

  private Map<String, Object> goingOn(String conversationId) {
    return Map.of("contractId", contract, "message", "Fee?", "conversationId", conversationId);
  }

  private void refused(String code, String field, Map<String, Object> input) {
    List<String> before = chat.everything();

    JsonNode refused = chat.ask(operator, input);

    assertThat(refused.at("/userErrors/0/code").asText()).isEqualTo(code);
    assertThat(refused.at("/userErrors/0/path").toString())
        .isEqualTo("[\"input\",\"" + field + "\"]");
    for (String absent : List.of("conversation", "question", "answerId", "answer")) {
      assertThat(refused.path(absent).isNull()).isTrue();
    }
    assertThat(chat.everything()).isEqualTo(before);
  }

  private JsonNode offer(String contractId, String message) {
    return chat.ask(operator, contractId, message).at("/question/switchOffer");
  }

  private JsonNode conversation(Actor actor, JsonNode asked) {
    return chat.query(actor, CONVERSATION, Map.of("id", asked.at("/conversation/id").asText()))
        .at("/data/contractConversation");
  }

  private JsonNode message(JsonNode asked) {
    return chat.query(
            operator,
            "query($id: ID!) { node(id: $id) { ... on ContractMessage { status text failure } } }",
            Map.of("id", asked.at("/answerId").asText()))
        .at("/data/node");
  }

  private List<String> nodes(Actor actor, JsonNode asked) {
    List<String> ids =
        List.of(
            asked.at("/conversation/id").asText(),
            asked.at("/question/id").asText(),
            asked.at("/answerId").asText());
    List<String> found = new ArrayList<>();
    chat.query(actor, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", Map.of("ids", ids))
        .at("/data/nodes")
        .forEach(node -> found.add(node.toString()));
    return found;
  }

  private int count(JsonNode asked) {
    return sql.list(
            "SELECT m.id FROM contract_message m WHERE m.conversation_id = ?::uuid",
            row -> row.getString("id"),
            asked.at("/conversation/id").asText())
        .size();
  }
}
