package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.ScriptedEngines.Script;
import app.countersign.intent.Intent;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Waiting;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one database: each message is answered once, whoever is there. */
class TwoServersTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "countersign.database.name", "assistant_servers",
          "countersign.schedule.polling-interval", "PT0.05S",
          "countersign.schedule.heartbeat", "PT0.2S",
          "countersign.schedule.shutdown-wait", "PT0.05S",
          "countersign.assistant.answers-at-once", "2",
          "testing.role-names-as-tokens", "true",
          "testing.scripted-engines", "true");
  private static final String CARD = "Which card should I use at the supermarket?";

  private static EmbeddedServer first;
  private static EmbeddedServer second;

  @BeforeAll
  static void start() {
    first = server();
    second = server();
  }

  @AfterAll
  static void stop() {
    Script.reset();
    first.close();
    second.close();
  }

  @BeforeEach
  void begin() {
    Script.reset();
  }

  private static EmbeddedServer server() {
    return ApplicationContext.run(EmbeddedServer.class, SETTINGS, Environment.TEST);
  }

  private static <T> T of(EmbeddedServer server, Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  @Test
  void eachMessageIsAnsweredOnceHoweverManyWait() {
    Map<UUID, AtomicInteger> answered = new ConcurrentHashMap<>();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          answered
              .computeIfAbsent(question.messageId(), id -> new AtomicInteger())
              .incrementAndGet();
          Thread.sleep(20);
          running.decrementAndGet();
          return EngineAnswer.ofText("Once.");
        });
    ChatRoom room = of(first, ChatRoom.class);
    Actor ana = room.person("Ana");
    UUID chat = room.solo(ana);
    List<UUID> messages = new ArrayList<>();
    for (int turn = 0; turn < 20; turn++) {
      messages.add(of(turn % 2 == 0 ? first : second, ChatRoom.class).say(ana, chat, CARD));
    }

    messages.forEach(
        message ->
            assertThat(room.ended(ana, chat, message).path("status").asText())
                .isEqualTo("COMPLETE"));

    assertThat(answered.keySet()).isEqualTo(Set.copyOf(messages));
    assertThat(answered.values()).allSatisfy(count -> assertThat(count.get()).isEqualTo(1));
    assertThat(most.get()).isBetween(1, 4);
    assertThat(finished(chat)).isEqualTo(20);
  }

  @Test
  void anAnswerOfAServerThatStopsInTheMiddleIsMadeByTheOther() throws InterruptedException {
    EmbeddedServer third = server();
    Set<String> begun = ConcurrentHashMap.newKeySet();
    CountDownLatch stuck = new CountDownLatch(2);
    Script.WORK.put(
        Intent.CARD,
        (question, stages) -> {
          stages.begin("Turn " + begun.size());
          if (begun.size() < 2 && begun.add(question.answerId() + "/" + begun.size())) {
            stuck.countDown();
            new CountDownLatch(1).await();
          }
          return EngineAnswer.ofText("Made by another.");
        });
    ChatRoom room = of(first, ChatRoom.class);
    Actor ana = room.person("Ana");
    UUID chat = room.solo(ana);
    UUID message = room.say(ana, chat, CARD);
    Waiting.until(() -> stuck.getCount() < 2);

    // The time in which it must have ended is over, twice; whichever has it is stuck with it.
    takeUpNow();
    Waiting.until(() -> stuck.getCount() == 0);
    third.close();
    takeUpNow();

    assertThat(stuck.await(1, TimeUnit.SECONDS)).isTrue();
    assertThat(room.ended(ana, chat, message).path("text").asText()).startsWith("Made by another.");
    assertThat(finished(chat)).isEqualTo(1);
    assertThat(room.answer(ana, chat, message).path("attemptCount").asInt()).isEqualTo(3);
  }

  private static void takeUpNow() {
    Waiting.until(
        () ->
            sql()
                    .update(
                        """
                        UPDATE scheduled_tasks SET execution_time = now()
                        WHERE task_name = 'assistant-answer' AND NOT picked
                        """)
                > 0);
  }

  private static Sql sql() {
    return of(first, Sql.class);
  }

  private static int finished(UUID chatId) {
    return sql()
        .list(
            "SELECT kind FROM chat_event WHERE chat_id = ? AND kind = 'ANSWER_FINISHED'",
            row -> Rows.text(row, "kind"),
            chatId)
        .size();
  }
}
