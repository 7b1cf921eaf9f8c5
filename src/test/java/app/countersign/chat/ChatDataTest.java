package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept of a person, given out and erased. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "chat_data")
@Property(name = "testing.role-names-as-tokens", value = "true")
class ChatDataTest {
  private final TestChats chats;
  private final ChatData data;
  private final OwnChatNotices notices;
  private final TransactionOperations<Connection> transactions;
  private final Sql sql;

  ChatDataTest(
      TestChats chats,
      ChatData data,
      OwnChatNotices notices,
      TransactionOperations<Connection> transactions,
      Sql sql) {
    this.chats = chats;
    this.data = data;
    this.notices = notices;
    this.transactions = transactions;
    this.sql = sql;
  }

  @Test
  void anExportHasOnesOwnWordsAndNobodyElses() {
    Actor ana = chats.person("Export Ana");
    Actor ben = chats.person("Export Ben");
    UUID group = chats.group("Rent", ana, ben);
    chats.send(ana, group, "mine");
    chats.send(ben, group, "not mine");
    UUID own = chats.solo(ana);
    transactions.executeWrite(
        status -> {
          notices.post(ana.id(), "a price fell");
          return true;
        });

    String export = Json.write(data.export(ana.id()));

    assertThat(export).contains("mine", "a price fell", group.toString(), own.toString());
    assertThat(export).doesNotContain("not mine");
  }

  @Test
  void aNoticeGoesToOnesOwnChatAndBeginsOneWhereThereIsNone() {
    Actor ana = chats.person("Notice Ana");

    transactions.executeWrite(
        status -> {
          notices.post(ana.id(), "a price fell");
          notices.post(ana.id(), "it fell again");
          return true;
        });

    JsonNode mine =
        chats
            .query(ana, "{ chats { nodes { kind unreadCount messages { nodes { kind text } } } } }")
            .data("chats.nodes");
    assertThat(mine).hasSize(1);
    assertThat(mine.at("/0/unreadCount").asInt()).isEqualTo(2);
    assertThat(mine.at("/0/messages/nodes").findValuesAsText("text"))
        .containsExactly("a price fell", "it fell again");
    assertThat(mine.at("/0/messages/nodes/0/kind").asText()).isEqualTo("NOTICE");
  }

  @Test
  void anErasedPersonLeavesAGroupInOrderAndNothingToRead() {
    Actor ana = chats.person("Erase Ana");
    Actor ben = chats.person("Erase Ben");
    Actor cai = chats.person("Erase Cai");
    UUID group = chats.group("Rent", ana, ben, cai);
    chats.call(ana, "changeMemberRole", "chatId", group, "personId", cai.id(), "role", "ADMIN");
    chats.send(ana, group, "my private words");
    chats.send(ben, group, "an answer");
    UUID own = chats.solo(ana);
    chats.send(ana, own, "my own words");
    UUID other = chats.group("Other", ben);
    chats.invite(ben, other, "erase.ana@people.example");

    transactions.executeWrite(
        status -> {
          data.erase(ana.id());
          sql.update("UPDATE customer SET erased_at = now() WHERE person_id = ?", ana.id());
          return true;
        });

    JsonNode chat =
        chats
            .query(
                ben,
                "{ chat(id: \"%s\") { members { name role } messages { nodes { text isErased sender { id name } } } } }"
                    .formatted(group))
            .data("chat");
    assertThat(chat.path("members").findValuesAsText("role")).containsExactly("MEMBER", "OWNER");
    JsonNode erased = chat.at("/messages/nodes/0");
    assertThat(erased.path("text").asText()).isEmpty();
    assertThat(erased.path("isErased").asBoolean()).isTrue();
    assertThat(erased.at("/sender/name").isNull()).isTrue();
    assertThat(chat.at("/messages/nodes/1/text").asText()).isEqualTo("an answer");
    assertThat(chats.chat(ana, own).isNull()).isTrue();
    assertThat(chats.chat(ana, group).isNull()).isTrue();
    assertThat(
            chats
                .query(ben, "{ chat(id: \"%s\") { invitations { id } } }".formatted(other))
                .data("chat.invitations"))
        .isEmpty();
    assertThat(Json.write(data.export(ana.id()))).doesNotContain("words");
  }
}
