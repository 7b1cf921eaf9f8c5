package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What happens when members act at the same moment. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "chat_races")
@Property(name = "testing.role-names-as-tokens", value = "true")
class ChatRaceTest {
  private static final AtomicInteger ROUND = new AtomicInteger();

  private final TestChats chats;

  ChatRaceTest(TestChats chats) {
    this.chats = chats;
  }

  @Test
  void messagesOfSixtyFourThreadsAreNumberedWithoutGapOrDouble() throws Exception {
    Actor ana = chats.person("Many Ana");
    Actor ben = chats.person("Many Ben");
    UUID group = chats.group("Busy", ana, ben);
    List<Callable<Answer>> works = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Actor who = i % 2 == 0 ? ana : ben;
      String text = "message " + i;
      works.add(() -> chats.send(who, group, text));
    }

    List<Answer> answers = AtOnce.run(works);

    assertThat(answers).allSatisfy(each -> assertThat(each.refused("sendMessage")).isEmpty());
    assertThat(
            answers.stream()
                .map(each -> each.data("sendMessage.message.sequence").asInt())
                .sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(3, 66).boxed().toList());
    assertThat(chats.sequences(group))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 66).boxed().toList());
  }

  @Test
  void aMessageSentTwiceWithItsKeyIsOne() throws Exception {
    Actor ana = chats.person("Twice Ana");
    UUID own = chats.silent(ana);

    List<Answer> answers =
        AtOnce.run(
            8,
            () ->
                chats.call(
                    ana,
                    "sendMessage",
                    "chatId",
                    own,
                    "text",
                    "just once",
                    "idempotencyKey",
                    "double-click"));
    Answer other =
        chats.call(
            ana, "sendMessage", "chatId", own, "text", "else", "idempotencyKey", "double-click");

    assertThat(
            answers.stream().map(each -> each.data("sendMessage.message.id").asText()).distinct())
        .hasSize(1);
    assertThat(chats.texts(ana, own)).containsExactly("just once");
    assertThat(other.refused("sendMessage")).containsExactly("KEY_REUSED input.idempotencyKey");
  }

  @Test
  void oneInvitationAcceptedManyTimesAtOnceIsOneMembership() throws Exception {
    Actor ana = chats.person("Once Ana");
    Actor ben = chats.person("Once Ben");
    UUID group = chats.group("Rent", ana);
    String invitation = chats.invite(ana, group, "once.ben@people.example");

    List<Answer> answers = AtOnce.run(8, () -> chats.accept(ben, invitation));

    assertThat(answers).allSatisfy(each -> assertThat(each.refused("acceptInvitation")).isEmpty());
    assertThat(chats.chat(ana, group).path("members")).hasSize(2);
    assertThat(chats.sequences(group)).containsExactly(1, 2);
  }

  @RepeatedTest(5)
  void anOwnerWhoPassesOnWhileTheOtherLeavesNeverLeavesAGroupWithoutOne() throws Exception {
    int round = ROUND.incrementAndGet();
    Actor ana = chats.person("Pass Ana " + round);
    Actor ben = chats.person("Pass Ben " + round);
    Actor cai = chats.person("Pass Cai " + round);
    UUID group = chats.group("Rent", ana, ben, cai);

    AtOnce.run(
        List.<Callable<Answer>>of(
            () ->
                chats.call(
                    ana,
                    "changeMemberRole",
                    "chatId",
                    group,
                    "personId",
                    ben.id(),
                    "role",
                    "OWNER"),
            () -> chats.call(ben, "leaveGroup", "chatId", group),
            () -> chats.call(ana, "leaveGroup", "chatId", group)));

    JsonNode members = chats.chat(cai, group).path("members");
    assertThat(Collections.frequency(members.findValuesAsText("role"), "OWNER")).isEqualTo(1);
  }

  @RepeatedTest(5)
  void whoIsRemovedWritesNothingAfterwards() throws Exception {
    int round = ROUND.incrementAndGet();
    Actor ana = chats.person("Gone Ana " + round);
    Actor ben = chats.person("Gone Ben " + round);
    UUID group = chats.group("Rent", ana, ben);
    List<Callable<Answer>> works = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      works.add(() -> chats.send(ben, group, "while I can"));
    }
    works.add(() -> chats.call(ana, "removeMember", "chatId", group, "personId", ben.id()));

    List<Answer> answers = AtOnce.run(works);

    int left = chats.chat(ana, group).path("lastSequence").asInt();
    List<Integer> written =
        answers.subList(0, 6).stream()
            .map(each -> each.data("sendMessage.message.sequence").asInt())
            .filter(sequence -> sequence > 0)
            .toList();
    assertThat(written).allMatch(sequence -> sequence < left);
    assertThat(chats.sequences(group)).hasSize(left);
  }

  @Test
  void fiftyMembersStayFiftyWhenManyAcceptAtOnce() throws Exception {
    Actor ana = chats.person("Room Ana");
    UUID group = chats.group("Room", ana);
    for (int i = 0; i < 47; i++) {
      chats.join(ana, group, chats.person("Room early " + i));
    }
    List<Callable<Answer>> works = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Actor late = chats.person("Room late " + i);
      String invitation = chats.invite(ana, group, "room.late.%d@people.example".formatted(i));
      works.add(() -> chats.accept(late, invitation));
    }

    List<Answer> answers = AtOnce.run(works);

    assertThat(answers.stream().map(each -> each.refused("acceptInvitation")).filter(List::isEmpty))
        .hasSize(2);
    assertThat(chats.chat(ana, group).path("members")).hasSize(50);
  }
}
