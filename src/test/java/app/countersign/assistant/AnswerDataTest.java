package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.article.Passages;
import app.countersign.assistant.ScriptedEngines.Script;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of answers: read back, exported and erased. */
@AssistantTest
class AnswerDataTest {
  @Inject ChatRoom room;
  @Inject AnswerData data;
  @Inject Drawers drawers;
  @Inject TransactionOperations<Connection> transactions;
  @Inject Sql sql;

  private Actor dana;
  private UUID chat;

  @BeforeEach
  void begin() {
    Script.reset();
    dana = room.person("Dana " + UUID.randomUUID());
    chat = room.solo(dana);
  }

  @Test
  void theAnswersToWhatAPersonAskedAreExported() {
    JsonNode answer = room.ask(dana, chat, "What is a grace period?");

    JsonNode exported =
        Json.mapper().valueToTree(transactions.executeRead(status -> data.export(dana.id())));

    assertThat(data.section()).isEqualTo("answers");
    assertThat(exported).hasSize(1);
    assertThat(exported.at("/0/answer/answerId").asText()).isEqualTo(answer.path("id").asText());
    assertThat(exported.at("/0/answer/drawers/0/kind").asText()).isEqualTo("Passages");
    assertThat(exported.at("/0/stages")).hasSize(2);
  }

  @Test
  void anErasureTakesWhatStandsBesideThemAndNobodyElses() {
    Actor other = room.person("Eve " + UUID.randomUUID());
    UUID otherChat = room.solo(other);
    UUID others = room.say(other, otherChat, "What is a grace period?");
    room.ended(other, otherChat, others);
    UUID message = room.say(dana, chat, "What is a grace period?");
    room.ended(dana, chat, message);

    transactions.executeWrite(
        status -> {
          data.erase(dana.id());
          return status;
        });

    JsonNode left = room.answer(dana, chat, message);
    assertThat(left.path("stages")).isEmpty();
    assertThat(left.path("drawers")).isEmpty();
    assertThat(left.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(room.answer(other, otherChat, others).path("stages")).hasSize(2);
  }

  @Test
  void drawersThatAreUnknownOrUnreadableAreAbsent() {
    Passages whole = ScriptedEngines.drawer("whole");
    StoredDrawer written = Drawers.written(whole);
    StoredDrawer unknown = new StoredDrawer("Gone", written.data());
    StoredDrawer broken =
        new StoredDrawer("Passages", Json.mapper().createObjectNode().put("passages", "none"));

    List<Drawer> read = drawers.read(List.of(unknown, written, broken));

    assertThat(read).containsExactly(whole);
  }

  @Test
  void aDrawerThatWasChangedInTheDatabaseIsNoError() {
    UUID message = room.say(dana, chat, "What is a grace period?");
    JsonNode answer = room.ended(dana, chat, message);
    sql.update(
        """
        UPDATE assistant_answer
        SET drawers = '[{"kind":"Gone","data":{}},{"kind":"Passages","data":{"passages":[{}]}}]'
        WHERE answer_id = ?
        """,
        UUID.fromString(answer.path("id").asText()));

    JsonNode read = room.answer(dana, chat, message);

    assertThat(read.path("text")).isEqualTo(answer.path("text"));
    assertThat(read.path("drawers").size()).isLessThanOrEqualTo(1);
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    Duration second = Duration.ofSeconds(1);
    List<Runnable> wrong =
        List.of(
            () -> new AssistantConfiguration(Duration.ZERO, 1, 1, 0.5, List.of()),
            () -> new AssistantConfiguration(second, 0, 1, 0.5, List.of()),
            () -> new AssistantConfiguration(second, 1, 0, 0.5, List.of()),
            () -> new AssistantConfiguration(second, 1, 1, 1.5, List.of()));

    assertThat(wrong)
        .allSatisfy(
            one ->
                assertThatThrownBy(one::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("countersign.assistant."));
  }
}
