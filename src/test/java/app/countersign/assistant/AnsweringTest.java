package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.assistant.AnswerRepository.Attempt;
import app.countersign.assistant.ScriptedEngines.Script;
import app.countersign.guardrail.Disclaimer;
import app.countersign.intent.Intent;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers from the message to the text, and what becomes of those that fail. */
@AssistantTest
@Property(name = "countersign.assistant.deadline", value = "PT2S")
class AnsweringTest {
  private static final String NOTICE = "\n\n" + Disclaimer.EDUCATION.text();
  private static final String CARD = "Which card should I use at the supermarket?";

  @Inject ChatRoom room;
  @Inject AnswerRepository answers;
  @Inject AnswerStore store;
  @Inject Sql sql;

  private Actor ana;
  private UUID chat;

  @BeforeEach
  void begin() {
    Script.reset();
    ana = room.person("Ana");
    chat = room.solo(ana);
  }

  @AfterEach
  void end() {
    Script.reset();
  }

  @Test
  void aGeneralQuestionIsAnsweredFromArticlesWithCitations() {
    JsonNode answer = room.ask(ana, chat, "What is credit utilization?");

    assertThat(answer.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.path("action").asText()).isEqualTo("GENERAL");
    assertThat(answer.path("intents")).hasSize(1);
    assertThat(answer.path("source").asText()).isEqualTo("TEMPLATE");
    assertThat(answer.path("attemptCount").asInt()).isEqualTo(1);
    assertThat(answer.path("failure").isNull()).isTrue();
    assertThat(answer.path("text").asText())
        .startsWith("Credit utilization is the balance on a credit card divided by the card's")
        .contains("From our article “Credit utilization”, “What it is”.")
        .endsWith(NOTICE);
    assertThat(answer.at("/drawer/__typename").asText()).isEqualTo("Passages");
    assertThat(answer.at("/drawers/0/isAnswered").asBoolean()).isTrue();
    assertThat(answer.at("/drawers/0/passages/0/articleId").asText())
        .isEqualTo("credit-utilization");
    assertThat(answer.path("stages").findValuesAsText("label"))
        .containsExactly("Reading the question", "Searching 39 articles");
    assertThat(answer.at("/canRetry/reason").asText()).isEqualTo("It did not fail.");
  }

  @Test
  void whatFitsNothingIsSaidHonestly() {
    JsonNode answer = room.ask(ana, chat, "Who painted the Mona Lisa?");

    assertThat(answer.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.path("text").asText()).startsWith("Our articles say nothing about this");
    assertThat(answer.at("/drawers/0/isAnswered").asBoolean()).isFalse();
    assertThat(answer.at("/drawers/0/passages")).isEmpty();
  }

  @Test
  void severalIntentsAreAnsweredInTheirOrderWithADrawerEach() {
    JsonNode answer =
        room.ask(
            ana,
            chat,
            "Which card should I use for the dinner, and can you split the 90 bill between us?");

    assertThat(answer.path("intents").valueStream().map(JsonNode::asText))
        .containsExactly("CARD", "SPLIT");
    assertThat(answer.path("action").asText()).isEqualTo("CARD");
    assertThat(answer.path("text").asText())
        .isEqualTo("The CARD answer.\n\nThe SPLIT answer." + NOTICE);
    assertThat(answer.at("/drawers/0/passages/0/articleId").asText()).isEqualTo("CARD");
    assertThat(answer.at("/drawers/1/passages/0/articleId").asText()).isEqualTo("SPLIT");
  }

  @Test
  void anIntentThatNothingAnswersIsSaidNotToBeThere() {
    JsonNode answer = room.ask(ana, chat, "Is 300 a good price for the headphones?");

    assertThat(answer.path("action").asText()).isEqualTo("TRACKER");
    assertThat(answer.path("text").asText())
        .isEqualTo("I cannot answer questions about prices here." + NOTICE);
    assertThat(answer.path("drawers")).isEmpty();
    assertThat(answer.path("drawer").isNull()).isTrue();
  }

  @Test
  void stagesAreStoredAndAnnouncedAsTheyHappen() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          stages.begin("Comparing 3 cards");
          goOn.await(10, TimeUnit.SECONDS);
          return EngineAnswer.ofText("Done.");
        });

    UUID message = room.say(ana, chat, CARD);
    Waiting.until(() -> room.answer(ana, chat, message).path("stages").size() == 2);
    JsonNode early = room.answer(ana, chat, message);
    goOn.countDown();
    JsonNode late = room.ended(ana, chat, message);

    assertThat(early.path("status").asText()).isEqualTo("PENDING");
    assertThat(early.path("text").asText()).isEmpty();
    assertThat(early.at("/stages/1/label").asText()).isEqualTo("Comparing 3 cards");
    assertThat(early.at("/canRetry/reason").asText()).isEqualTo("It is being written.");
    assertThat(late.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(events(chat))
        .containsExactly("MESSAGE_ADDED", "ANSWER_BEGUN", "STAGE", "STAGE", "ANSWER_FINISHED");
  }

  @Test
  void anEngineThatBreaksFailsTheAnswerVisiblyAndItCanBeTriedAgain() {
    AtomicInteger turn = new AtomicInteger();
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          stages.begin("Turn " + turn.incrementAndGet());
          if (turn.get() == 1) {
            throw new IllegalStateException("secret 4111");
          }
          return EngineAnswer.ofText("Now it works.");
        });
    UUID message = room.say(ana, chat, CARD);
    JsonNode failed = room.ended(ana, chat, message);
    String id = failed.path("id").asText();

    JsonNode retried = room.retry(ana, id).data("retryAnswer.answer");
    JsonNode whole = room.ended(ana, chat, message);
    List<String> again = room.retry(ana, id).refused("retryAnswer");

    assertThat(failed.path("status").asText()).isEqualTo("FAILED");
    assertThat(failed.path("text").asText()).isEmpty();
    assertThat(failed.path("failure").asText())
        .startsWith("The answer could not be worked out.")
        .doesNotContain("4111");
    assertThat(failed.path("action").asText()).isEqualTo("CARD");
    assertThat(failed.at("/canRetry/allowed").asBoolean()).isTrue();
    assertThat(retried.path("failure").isNull()).isTrue();
    assertThat(whole.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(whole.path("text").asText()).isEqualTo("Now it works." + NOTICE);
    assertThat(whole.path("attemptCount").asInt()).isEqualTo(2);
    assertThat(whole.path("stages").findValuesAsText("label"))
        .containsExactly("Reading the question", "Turn 1", "Reading the question", "Turn 2");
    assertThat(again).containsExactly("ILLEGAL_TRANSITION input.messageId");
  }

  @Test
  void anAnswerThatTakesTooLongFailsAtItsDeadline() {
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          sql.list("SELECT pg_sleep(30)", row -> 1);
          return EngineAnswer.ofText("Too late.");
        });

    JsonNode answer = room.ask(ana, chat, CARD);

    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("failure").asText())
        .isEqualTo("The answer took longer than the 2 seconds it may take. Please try again.");
  }

  @Test
  void anEngineThatMindsNoInterruptIsLeftToItselfAndWritesNothingMore()
      throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          try {
            stages.begin("Too late");
          } finally {
            written.countDown();
          }
          return EngineAnswer.ofText("Too late.");
        });

    UUID message = room.say(ana, chat, CARD);
    JsonNode answer = room.ended(ana, chat, message);
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(room.answer(ana, chat, message).path("stages").findValuesAsText("label"))
        .containsExactly("Reading the question");
  }

  @Test
  void whatIsToBeKeptIsStoredWithTheAnswerOrNotAtAll() {
    Script.WORK.put(
        Intent.CARD,
        (question, stages) ->
            new EngineAnswer(
                "Kept.",
                null,
                () -> {
                  sql.update("UPDATE chat SET title = 'kept' WHERE id = ?", question.chatId());
                  throw new IllegalStateException("cannot be kept");
                }));

    JsonNode answer = room.ask(ana, chat, CARD);

    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(rows("SELECT coalesce(title, 'none') AS row FROM chat WHERE id = ?", chat))
        .containsExactly("none");
  }

  @Test
  void theEngineKnowsWhoAsksWhereAndWhen() {
    sql.update("UPDATE customer SET time_zone = 'America/Denver' WHERE person_id = ?", ana.id());
    room.ask(ana, chat, "Hello");

    room.ask(ana, chat, "Split 90.00 USD from yesterday three ways");

    Question question = Script.ASKED.getFirst();
    assertThat(question.asker().id()).isEqualTo(ana.id());
    assertThat(question.zone()).isEqualTo(ZoneId.of("America/Denver"));
    assertThat(question.isGroup()).isFalse();
    assertThat(question.members()).containsExactly(new Question.Member(ana.id(), "Ana", true));
    assertThat(question.entities().amounts()).hasSize(1);
    assertThat(question.entities().dates().getFirst().toString())
        .contains(question.askedAt().atZone(question.zone()).toLocalDate().minusDays(1).toString());
    assertThat(question.earlier())
        .extracting(Question.Said::isByAssistant)
        .containsExactly(false, true);
    sql.update("UPDATE customer SET time_zone = 'UTC' WHERE person_id = ?", ana.id());
  }

  @Test
  void anAttemptThatWasTakenOverWritesNothingMore() {
    UUID message = room.say(ana, chat, "What is a grace period?");
    JsonNode answer = room.ended(ana, chat, message);
    UUID answerId = UUID.fromString(answer.path("id").asText());
    reopen(answerId);

    Attempt first = Objects.requireNonNull(answers.begin(answerId));
    Attempt second = Objects.requireNonNull(answers.begin(answerId));

    assertThatThrownBy(() -> store.stage(first, "Late")).isInstanceOf(TakenOver.class);
    assertThatThrownBy(() -> store.complete(first, whole("First."))).isInstanceOf(TakenOver.class);
    store.fail(first, List.of(), "The first failed.");
    store.complete(second, whole("Second."));
    assertThatThrownBy(() -> store.complete(second, whole("Again."))).isInstanceOf(TakenOver.class);
    assertThat(room.answer(ana, chat, message).path("text").asText()).isEqualTo("Second.");
    assertThat(events(chat).stream().filter("ANSWER_FINISHED"::equals)).hasSize(2);
  }

  @Test
  void anAnswerOfADeadServerIsTakenUpByAnother() {
    UUID answerId = abandoned(1);

    Waiting.until(() -> status(answerId).equals("COMPLETE"));

    assertThat(
            rows(
                "SELECT attempt_count::text AS row FROM assistant_answer WHERE answer_id = ?",
                answerId))
        .containsExactly("2");
  }

  @Test
  void anAnswerThatServersDiedOverThreeTimesHasFailed() {
    UUID answerId = abandoned(3);

    Waiting.until(() -> status(answerId).equals("FAILED"));

    assertThat(rows("SELECT failure AS row FROM assistant_answer WHERE answer_id = ?", answerId))
        .containsExactly("The server stopped each time while it was answering. Please try again.");
    assertThat(
            rows(
                "SELECT attempt_count::text AS row FROM assistant_answer WHERE answer_id = ?",
                answerId))
        .containsExactly("3");
  }

  @Test
  void eachStepIsOnRecordByIdsAndStatesOnly() {
    JsonNode answer = room.ask(ana, chat, "What is a balance transfer?");

    assertThat(
            rows(
                """
                SELECT actor_name || ' ' || action || ' ' || before::text || ' ' || after::text
                  AS row
                FROM audit_entry WHERE subject_id = ?
                """,
                answer.path("id").asText()))
        .containsExactly(
            "The assistant ANSWER {\"status\": \"PENDING\"} {\"source\": \"TEMPLATE\","
                + " \"status\": \"COMPLETE\", \"attempt\": 1, \"intents\": [\"GENERAL\"]}");
  }

  /** An answer that a server which is no more had begun so often. */
  private UUID abandoned(int attempts) {
    UUID message = room.say(ana, chat, "What is a chargeback?");
    JsonNode answer = room.ended(ana, chat, message);
    UUID answerId = UUID.fromString(answer.path("id").asText());
    reopen(answerId);
    sql.update(
        "UPDATE assistant_answer SET attempt_count = ? WHERE answer_id = ?", attempts, answerId);
    sql.update(
        """
        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,
          last_heartbeat, version)
        VALUES ('assistant-answer', ?, now() - interval '1 minute', true, 'gone',
          now() - interval '1 minute', 1)
        """,
        answerId + ":3");
    return answerId;
  }

  private void reopen(UUID answerId) {
    sql.update(
        """
        UPDATE assistant_answer SET status = 'PENDING', finished_at = NULL, attempt_limit = 3
        WHERE answer_id = ?
        """,
        answerId);
    sql.update(
        "UPDATE chat_message SET status = 'PENDING', finished_at = NULL, text = '' WHERE id = ?",
        answerId);
  }

  private static WholeAnswer whole(String text) {
    return new WholeAnswer(
        text, List.of(Intent.GENERAL), List.of(), AnswerWords.TEMPLATE, List.of());
  }

  private String status(UUID answerId) {
    return rows("SELECT status AS row FROM chat_message WHERE id = ?", answerId).getFirst();
  }

  private List<String> events(UUID chatId) {
    return rows("SELECT kind AS row FROM chat_event WHERE chat_id = ? ORDER BY sequence", chatId);
  }

  private List<String> rows(String statement, Object... values) {
    return sql.list(statement, row -> Rows.text(row, "row"), values);
  }
}
