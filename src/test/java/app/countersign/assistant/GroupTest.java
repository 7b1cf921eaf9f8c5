package app.countersign.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.ScriptedEngines.Script;
import app.countersign.intent.Intent;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is answered in a group, and whose purchases an answer may know of. */
@AssistantTest
class GroupTest {
  @Inject ChatRoom room;
  @Inject Sql sql;

  private Actor ana;
  private Actor ben;
  private Actor cid;
  private UUID group;

  @BeforeEach
  void begin() {
    Script.reset();
    ana = room.person("Ana");
    ben = room.person("Ben");
    cid = room.person("Cid");
    group = room.group(ana, ben, cid);
    setting("auto_suggestions", ana, true);
    setting("share_spending_data", ana, false);
    setting("share_spending_data", ben, false);
    setting("show_stages", ana, true);
  }

  @AfterEach
  void end() {
    Script.reset();
    setting("auto_suggestions", ana, true);
    setting("show_stages", ana, true);
  }

  private void setting(String column, Actor person, boolean value) {
    sql.update(
        """
        INSERT INTO customer_settings (person_id, email, push, spending_alerts, reward_reminders,
          share_spending_data, analytics, auto_suggestions, show_stages, theme, currency,
          date_format, version, updated_at)
        VALUES (?, true, true, true, true, false, false, true, true, 'SYSTEM', 'USD',
          'YEAR_MONTH_DAY', 1, now()) ON CONFLICT DO NOTHING
        """,
        person.id());
    sql.update(
        "UPDATE customer_settings SET " + column + " = ? WHERE person_id = ?", value, person.id());
  }

  private void share(Actor person, boolean shares) {
    sql.update(
        "UPDATE chat_member SET shares_purchases = ? WHERE chat_id = ? AND person_id = ?",
        shares,
        group,
        person.id());
  }

  @Test
  void aMessageThatCallsTheAssistantIsAnsweredForEverybody() {
    UUID message = room.say(ana, group, "Hey @Assistant, what is a chargeback?");

    JsonNode answer = room.ended(ben, group, message);

    assertThat(answer.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.path("text").asText()).contains("chargeback");
    assertThat(answer.at("/canRetry/reason").asText())
        .isEqualTo("Only the one who asked can have it tried again.");
  }

  @Test
  void aMessageThatDoesNotIsNot() {
    for (String text :
        new String[] {
          "What is a chargeback?",
          "mail me at ana@assistant.example",
          "@assistants what is a chargeback?",
          "see you at eight"
        }) {
      UUID message = room.say(ana, group, text);

      assertThat(room.answer(ana, group, message).isMissingNode()).as(text).isTrue();
    }
  }

  @Test
  void aPlainWishToSplitIsAnsweredWhereSuggestionsAreOn() {
    String text = "Can you split the 90 USD dinner bill equally between us?";

    JsonNode wanted = room.ask(ana, group, text);
    setting("auto_suggestions", ana, false);
    UUID unwanted = room.say(ana, group, text);
    JsonNode called = room.ask(ana, group, "@assistant " + text);

    assertThat(wanted.path("action").asText()).isEqualTo("SPLIT");
    assertThat(room.answer(ana, group, unwanted).isMissingNode()).isTrue();
    assertThat(called.path("action").asText()).isEqualTo("SPLIT");
  }

  @Test
  void onlyWhoSharesHereAndInTheSettingsIsSharedFrom() {
    share(ana, true);
    share(ben, true);
    setting("share_spending_data", ben, true);
    setting("share_spending_data", cid, true);

    room.ask(ana, group, "@assistant split 90 USD three ways");

    Question question = Script.ASKED.getFirst();
    assertThat(question.isGroup()).isTrue();
    assertThat(question.members())
        .containsExactly(
            new Question.Member(ana.id(), "Ana", false),
            new Question.Member(ben.id(), "Ben", true),
            new Question.Member(cid.id(), "Cid", false));
  }

  @Test
  void theAssistantIsNoPersonOfTheQuestion() {
    room.ask(ana, group, "@assistant split 90 USD between me and Ben");

    Question question = Script.ASKED.getFirst();
    assertThat(question.entities().people()).extracting("name").containsExactly("Ben");
    assertThat(question.text()).startsWith("@assistant split");
  }

  @Test
  void whatWasSaidBeforeTheAskerJoinedIsNotTold() {
    room.say(ana, group, "Our secret is the cellar.");
    sql.update(
        """
        UPDATE chat_member SET joined_sequence = (SELECT last_sequence FROM chat WHERE id = ?)
        WHERE chat_id = ? AND person_id = ?
        """,
        group,
        group,
        cid.id());
    room.say(ben, group, "Dinner was 90 USD.");

    room.ask(cid, group, "@assistant split the 90 USD bill");
    room.ask(ana, group, "@assistant split the 90 USD bill again");

    assertThat(Script.ASKED.getFirst().earlier())
        .extracting(Question.Said::text)
        .containsExactly("Dinner was 90 USD.");
    assertThat(Script.ASKED.get(1).earlier().getFirst().text())
        .isEqualTo("Our secret is the cellar.");
  }

  @Test
  void stagesAreHiddenFromWhoDoesNotWantThem() {
    setting("show_stages", ana, false);
    UUID message = room.say(ana, group, "@assistant what is an annual fee?");

    JsonNode hidden = room.ended(ana, group, message);
    JsonNode shown = room.answer(ben, group, message);

    assertThat(hidden.path("stages")).isEmpty();
    assertThat(shown.path("stages")).hasSize(2);
  }

  @Test
  void anAnswerToSomebodyWhoLeftHasFailed() throws InterruptedException {
    Script.WORK.put(
        Intent.SPLIT,
        (question, stages) -> {
          throw new IllegalStateException("the first time");
        });
    JsonNode failed = room.ask(ben, group, "@assistant split 90 USD three ways");
    UUID question = UUID.fromString(failed.path("answersId").asText());
    room.retry(ben, failed.path("id").asText());
    sql.update(
        "UPDATE chat_member SET left_at = now() WHERE chat_id = ? AND person_id = ?",
        group,
        ben.id());

    JsonNode answer = room.ended(ana, group, question);

    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("failure").asText())
        .isIn(
            "Who asked this is not in the chat any more.",
            "The answer could not be worked out. The reason is in the server's log; please try"
                + " again.");
  }
}
