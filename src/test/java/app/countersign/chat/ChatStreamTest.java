package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Sql;
import app.countersign.platform.socket.TestSocket;
import app.countersign.platform.stream.SharedStreams;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What members are told of a chat as it happens. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "chat_stream")
@Property(name = "testing.role-names-as-tokens", value = "true")
class ChatStreamTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  private final TestChats chats;
  private final ChatLog log;
  private final EmbeddedServer server;
  private final TransactionOperations<Connection> transactions;
  private final SharedStreams streams;
  private final Sql sql;

  ChatStreamTest(
      TestChats chats,
      ChatLog log,
      EmbeddedServer server,
      TransactionOperations<Connection> transactions,
      SharedStreams streams,
      Sql sql) {
    this.chats = chats;
    this.log = log;
    this.server = server;
    this.transactions = transactions;
    this.streams = streams;
    this.sql = sql;
  }

  @Test
  void membersAreToldWhatIsSaidAndWhoCame() {
    Actor ana = chats.person("Hear Ana");
    Actor ben = chats.person("Hear Ben");
    Actor cai = chats.person("Hear Cai");
    UUID group = chats.group("Rent", ana, ben);
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ben, group, 2)) {
      chats.send(ana, group, "hello");
      chats.join(ana, group, cai);
      chats.call(ana, "renameChat", "chatId", group, "title", "Rent and food");

      List<JsonNode> events = socket.until(5);

      assertThat(events.stream().map(event -> event.path("kind").asText()))
          .containsExactly("MESSAGE_ADDED", "MEMBER_JOINED", "CHAT_CHANGED");
      assertThat(events.getFirst().at("/message/text").asText()).isEqualTo("hello");
      assertThat(events.getFirst().at("/message/sender/name").asText()).isEqualTo("Hear Ana");
      assertThat(events.get(1).path("personId").asText()).isEqualTo(cai.id().toString());
    }
  }

  @Test
  void anAnswerIsToldFromItsBeginningToItsEnd() {
    Actor ana = chats.person("Answer Ana");
    UUID own = chats.silent(ana);
    UUID question = messageId(ana, own, "who is there?");
    ChatMessage answer = inTransaction(() -> log.beginAnswer(own, question));
    inTransaction(() -> changed(answer));
    inTransaction(() -> log.fail(answer.id()));
    inTransaction(() -> log.beginAgain(answer.id()));
    boolean isWhole = inTransaction(() -> log.complete(answer.id(), "The blue one."));
    boolean isAgain = inTransaction(() -> log.complete(answer.id(), "The red one."));

    // The first event is that its only member joined.
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ana, own, 1)) {
      List<JsonNode> events = socket.until(7);

      assertThat(isWhole).isTrue();
      assertThat(isAgain).isFalse();
      assertThat(events.stream().map(event -> event.path("kind").asText()))
          .containsExactly(
              "MESSAGE_ADDED",
              "ANSWER_BEGUN",
              "STAGE",
              "ANSWER_FAILED",
              "ANSWER_BEGUN",
              "ANSWER_FINISHED");
      assertThat(events.stream().map(event -> event.at("/message/text").asText()))
          .containsExactly("who is there?", "", "", "", "", "The blue one.");
      assertThat(events.stream().map(event -> event.at("/message/status").asText()))
          .containsExactly("COMPLETE", "PENDING", "PENDING", "FAILED", "PENDING", "COMPLETE");
    }
  }

  @Test
  void whoWasCutOffResumesBehindTheLastNumberAndMissesNothing() {
    Actor ana = chats.person("Resume Ana");
    // The first event is that its only member joined.
    UUID own = chats.silent(ana);
    chats.send(ana, own, "one");
    int seen;
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ana, own, 0)) {
      chats.send(ana, own, "two");
      socket.until(3);
      seen = socket.last();
    }
    for (int i = 3; i <= 150; i++) {
      chats.send(ana, own, "m" + i);
    }

    try (ChatSocket socket = ChatSocket.of(server.getURI(), ana, own, seen)) {
      chats.send(ana, own, "live");
      socket.until(152);

      assertThat(socket.sequences())
          .containsExactlyElementsOf(IntStream.rangeClosed(4, 152).boxed().toList());
    }
  }

  @Test
  void withoutANumberItBeginsWithWhatHappensFromThen() {
    Actor ana = chats.person("Now Ana");
    UUID own = chats.silent(ana);
    chats.send(ana, own, "before");
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ana, own, null)) {
      Waiting.until(() -> streams.topics() > 0);
      assertThat(socket.within(A_WHILE)).isEmpty();
      chats.send(ana, own, "after");
      assertThat(socket.until(2).getFirst().at("/message/text").asText()).isEqualTo("after");
    }
  }

  @Test
  void whoIsRemovedIsToldThatAndNothingElse() {
    Actor ana = chats.person("Cut Ana");
    Actor ben = chats.person("Cut Ben");
    UUID group = chats.group("Rent", ana, ben);
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ben, group, 2);
        ChatSocket other = ChatSocket.of(server.getURI(), ana, group, 2)) {
      chats.send(ana, group, "one");
      socket.until(3);
      chats.call(ana, "removeMember", "chatId", group, "personId", ben.id());
      chats.send(ana, group, "among us");

      List<JsonNode> events = socket.until(4);
      assertThat(events.getLast().path("kind").asText()).isEqualTo("MEMBER_LEFT");
      assertThat(socket.next().path("type").asText()).isEqualTo("complete");
      assertThat(other.until(5)).hasSize(3);
    }
  }

  @Test
  void aNewcomerIsToldNothingFromBefore() {
    Actor ana = chats.person("New Ana");
    Actor ben = chats.person("New Ben");
    UUID group = chats.group("Rent", ana);
    UUID question = messageId(ana, group, "secret question");
    ChatMessage answer = inTransaction(() -> log.beginAnswer(group, question));
    chats.join(ana, group, ben);
    inTransaction(() -> log.complete(answer.id(), "secret answer"));
    chats.send(ana, group, "hello Ben");

    try (ChatSocket socket = ChatSocket.of(server.getURI(), ben, group, 0)) {
      List<JsonNode> events = socket.until(6);

      assertThat(events.stream().map(event -> event.path("kind").asText()))
          .containsExactly("MEMBER_JOINED", "MESSAGE_ADDED");
      assertThat(events.toString()).doesNotContain("secret");
    }
  }

  @Test
  void whatDependsOnWhoAsksIsWorkedOutForEach() {
    Actor ana = chats.person("Each Ana");
    Actor ben = chats.person("Each Ben");
    UUID group = chats.group("Rent", ana);
    UUID question = messageId(ana, group, "before Ben");
    chats.join(ana, group, ben);
    String listen =
        "subscription { chatEvents(chatId: \"%s\", afterSequence: 3) { events { message { answers { text } } } } }"
            .formatted(group);
    try (TestSocket anas = TestSocket.ready(server.getURI(), TestCustomers.token(ana));
        TestSocket bens = TestSocket.ready(server.getURI(), TestCustomers.token(ben))) {
      anas.subscribe("a", listen);
      bens.subscribe("b", listen);
      inTransaction(() -> log.beginAnswer(group, question));

      String path = "/payload/data/chatEvents/events/0/message/answers";
      assertThat(anas.next().at(path + "/text").asText()).isEqualTo("before Ben");
      assertThat(bens.next().at(path).isNull()).isTrue();
    }
  }

  @Test
  void whoIsNotInItIsRefusedAsIfThereWereNone() {
    Actor ana = chats.person("Refuse Ana");
    Actor eve = chats.person("Refuse Eve");
    UUID own = chats.silent(ana);

    assertThat(refusal(eve, own)).isEqualTo(refusal(eve, UUID.randomUUID()));
  }

  @Test
  void whatNobodyAnnouncedComesWithWhatIsAnnouncedNext() {
    Actor ana = chats.person("Lost Ana");
    UUID own = chats.silent(ana);
    try (ChatSocket socket = ChatSocket.of(server.getURI(), ana, own, 1)) {
      // A number and its row become visible together, as they always do.
      sql.update(
          """
          WITH next AS (UPDATE chat SET last_sequence = 2 WHERE id = ? RETURNING id)
          INSERT INTO chat_event (chat_id, sequence, kind, at)
          SELECT id, 2, 'CHAT_CHANGED', now() FROM next
          """,
          own);
      chats.send(ana, own, "three");

      socket.until(3);

      assertThat(socket.sequences()).containsExactly(2, 3);
    }
  }

  @Test
  void manyMembersOfOneServerShareOneReading() {
    Actor ana = chats.person("Crowd Ana");
    List<Actor> people = new ArrayList<>(List.of(ana));
    for (int i = 0; i < 20; i++) {
      people.add(chats.person("Crowd " + i));
    }
    UUID group = chats.group("Crowd", ana, people.subList(1, people.size()).toArray(Actor[]::new));
    List<ChatSocket> sockets = new ArrayList<>();
    try {
      people.forEach(who -> sockets.add(ChatSocket.of(server.getURI(), who, group, 21)));
      for (int i = 0; i < 40; i++) {
        chats.send(people.get(i % people.size()), group, "m" + i);
      }

      for (ChatSocket socket : sockets) {
        socket.until(61);
        assertThat(socket.sequences())
            .containsExactlyElementsOf(IntStream.rangeClosed(22, 61).boxed().toList());
      }
    } finally {
      sockets.forEach(ChatSocket::close);
    }
  }

  private boolean changed(ChatMessage answer) {
    log.changed(answer.id(), ChatEventKind.STAGE);
    return true;
  }

  private UUID messageId(Actor who, UUID chat, String text) {
    return UUID.fromString(chats.send(who, chat, text).data("sendMessage.message.id").asText());
  }

  private String refusal(Actor who, UUID chat) {
    try (ChatSocket socket = ChatSocket.of(server.getURI(), who, chat, 0)) {
      JsonNode message = socket.next();
      assertThat(message.path("type").asText()).isEqualTo("error");
      return message.at("/payload/0/message").asText();
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transactions.executeWrite(status -> work.get());
  }
}
